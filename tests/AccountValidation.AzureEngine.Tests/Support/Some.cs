using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Engine;

namespace AccountValidation.AzureEngine.Tests.Support;

/// <summary>Validations and what happens to them.</summary>
internal static class Some
{
    public const string Vpa = "4225246777@yesg";
    public const string Name = "Asha Rao";
    public const string CallbackUrl = "https://onboarding.example/hooks?token=s3cret";

    /// <summary>What must not stand where operators read.</summary>
    public static readonly string[] Secrets = [Vpa, "yesg", Name, "s3cret", "onboarding.example", "A-17"];

    /// <summary>The Juspay that the engine is set to.</summary>
    public static readonly JuspayIdentity Juspay = new("https://sandbox.juspay.in/", MerchantId: null);

    public static readonly Terms Terms = new()
    {
        JuspayTimeout = TimeSpan.FromSeconds(30),
        ReuseWithin = TimeSpan.Zero,
        ConfirmAfter = TimeSpan.FromSeconds(30),
        MaxAttempts = 3,
        Recheck = new(TimeSpan.FromSeconds(5), 1.6, TimeSpan.FromMinutes(10), 0, TimeSpan.FromHours(72)),
        CallbackSchedule = [TimeSpan.Zero, TimeSpan.FromMinutes(5)],
    };

    public static ValidationRequest Request(
        string account = "banh_1", string customer = "cst_1", string? callbackUrl = CallbackUrl) =>
        new()
        {
            CustomerId = customer,
            CustomerAccountId = account,
            RoutingId = customer,
            Amount = 1,
            CallbackUrl = callbackUrl,
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["applicationId"] = "A-17" },
        };

    public static IdempotencyClaim Claim(
        string key = "key-1",
        string fingerprint = "same",
        string caller = "onboarding") => new(caller, key, fingerprint);

    public static JuspayReply Answered(AccountStatus status) =>
        new JuspayReply.Answered(
            new(status, LastValidated: null, new(MaskedVpa: "42******77@yesg", BeneficiaryName: Name)));

    /// <summary>A check that shows no penny.</summary>
    public static Outcome.Checked Check(DateTimeOffset at) => new(at, Answered(AccountStatus.Created), Juspay);

    /// <summary>A validation whose first check showed no penny, so that its penny drop is due.</summary>
    public static Validation DueToPay(Validation accepted, DateTimeOffset now) =>
        Lifecycle.Apply(accepted, new Outcome.Checked(now, Answered(AccountStatus.Created)), now);

    /// <summary>A validation whose penny was dropped and that waits for the answer.</summary>
    public static Validation Waiting(Validation accepted, DateTimeOffset now) =>
        Lifecycle.Apply(
            Lifecycle.Apply(accepted, new Outcome.IntentRecorded(1, now, Check(now)), now),
            new Outcome.PennyDropEnded(now, Answered(AccountStatus.Pending)),
            now);

    /// <summary>A validation that has settled with Juspay's answer.</summary>
    public static Validation Settled(Validation accepted, DateTimeOffset now) =>
        Lifecycle.Apply(DueToPay(accepted, now), new Outcome.PennyDropEnded(now, Answered(AccountStatus.Active)), now);
}
