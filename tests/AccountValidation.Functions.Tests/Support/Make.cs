using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;

namespace AccountValidation.Functions.Tests.Support;

/// <summary>
/// What the tests start from. No jitter, so that times are exact; everything confidential is a seed that can be
/// searched for.
/// </summary>
internal static class Make
{
    public const string Id = "val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C";

    public static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static readonly AccountDetails Details = new(
        "42******77@yesg",
        "*****6789",
        "YESB0000001",
        "Seed Bank",
        "Asha Seed");

    public static readonly ValidationRequest Request = new()
    {
        CustomerId = "cst_zqqmw0v4exbhvv2l",
        CustomerAccountId = "banh_kGvx5TGUmkRVC2dH",
        RoutingId = "cst_zqqmw0v4exbhvv2l",
        Gateway = "HDFC",
        Amount = 1.50m,
        CallbackUrl = "https://seed.example/hooks?token=seed-token",
        Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["seedKey"] = "seedValue" },
    };

    public static readonly Terms Terms = new()
    {
        JuspayTimeout = TimeSpan.FromSeconds(30),
        ReuseWithin = TimeSpan.Zero,
        ConfirmAfter = TimeSpan.FromSeconds(30),
        MaxAttempts = 3,
        Recheck = new(
            FirstDelay: TimeSpan.FromSeconds(5),
            Factor: 1.6,
            MaxDelay: TimeSpan.FromMinutes(10),
            Jitter: 0,
            Deadline: TimeSpan.FromHours(72)),
        CallbackSchedule = [TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5)],
    };

    /// <summary>Every text of which nobody may see anything in an instance.</summary>
    public static readonly IReadOnlyList<string> Seeds =
    [
        "42******77@yesg",
        "*****6789",
        "YESB0000001",
        "Seed Bank",
        "Asha Seed",
        "seed.example",
        "seed-token",
        "seedKey",
        "seedValue",
    ];

    public static Validation Accepted(Terms? terms = null) => Lifecycle.Accept(Id, Request, terms ?? Terms, Start);

    /// <summary>
    /// A validation whose penny was dropped and that waits for the answer; its next check is due 5 s after the start.
    /// </summary>
    public static Validation Waiting()
    {
        var intended = Lifecycle.Apply(
            Accepted(), new Outcome.IntentRecorded(1, Start, new(Start, Answer(AccountStatus.Created))), Start);
        return Lifecycle.Apply(intended, new Outcome.PennyDropEnded(Start, Answer(AccountStatus.Pending)), Start);
    }

    /// <summary>A validation that was answered: active.</summary>
    public static Validation Settled() =>
        Lifecycle.Apply(Waiting(), new Outcome.Checked(Start, Answer(AccountStatus.Active, Start)), Start);

    public static JuspayReply Answer(AccountStatus status, DateTimeOffset? lastValidated = null) =>
        new JuspayReply.Answered(new(status, lastValidated, Details));
}
