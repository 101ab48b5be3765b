using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;

namespace AccountValidation.Core.Tests.Support;

/// <summary>The plain things that tests start from. No jitter, so that times are exact.</summary>
internal static class Make
{
    public const string Id = "val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C";

    public const string CallbackUrl = "https://onboarding.example/hooks";

    public static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static readonly RecheckTerms Recheck = new(
        FirstDelay: TimeSpan.FromSeconds(5),
        Factor: 1.6,
        MaxDelay: TimeSpan.FromMinutes(10),
        Jitter: 0,
        Deadline: TimeSpan.FromHours(72));

    public static readonly Terms Terms = new()
    {
        JuspayTimeout = TimeSpan.FromSeconds(30),
        ReuseWithin = TimeSpan.Zero,
        ConfirmAfter = TimeSpan.FromSeconds(30),
        MaxAttempts = 3,
        Recheck = Recheck,
        CallbackSchedule = [TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30)],
    };

    public static readonly ValidationRequest Request = new()
    {
        CustomerId = "cst_zqqmw0v4exbhvv2l",
        CustomerAccountId = "banh_kGvx5TGUmkRVC2dH",
        RoutingId = "cst_zqqmw0v4exbhvv2l",
        Amount = 1,
        CallbackUrl = CallbackUrl,
        Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["applicationId"] = "A-17" },
    };

    /// <summary>Terms with a deadline so near that it falls into whatever is under way.</summary>
    public static Terms DeadlineAfter(TimeSpan deadline) =>
        Terms with
        {
            Recheck = Recheck with { Deadline = deadline },
        };

    public static Validation Accepted(Terms? terms = null) => Lifecycle.Accept(Id, Request, terms ?? Terms, Start);

    public static AccountSnapshot Account(AccountStatus status, DateTimeOffset? lastValidated = null) =>
        new(status, lastValidated, AccountDetails.None);

    public static JuspayReply Answer(AccountStatus status, DateTimeOffset? lastValidated = null) =>
        new JuspayReply.Answered(Account(status, lastValidated));
}
