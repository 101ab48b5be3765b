using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Callbacks;

namespace AccountValidation.Tests.Document;

/// <summary>
/// The validations of the document's examples. The core creates them at fixed times, so that each example is a real
/// response.
/// </summary>
internal static class SampleValidations
{
    /// <summary>The id of every example.</summary>
    public const string Id = "val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C";

    private static readonly DateTimeOffset AcceptedAt = new(2026, 11, 22, 10, 0, 0, 123, TimeSpan.Zero);
    private static readonly AccountDetails Vpa = new(MaskedVpa: Masking.Vpa("4225246777@yesg"));

    /// <summary>The time of Juspay's answer.</summary>
    public static readonly DateTimeOffset SettledAt = AcceptedAt.AddSeconds(131.333);

    /// <summary>A validation just accepted.</summary>
    public static Validation Accepted { get; } = Lifecycle.Accept(
        Id,
        new()
        {
            CustomerId = "cst_zqqmw0v4exbhvv2l",
            CustomerAccountId = "banh_kGvx5TGUmkRVC2dH",
            RoutingId = "cst_zqqmw0v4exbhvv2l",
            Amount = 1,
            CallbackUrl = "https://onboarding.example/hooks",
            Metadata = new Dictionary<string, string> { ["applicationId"] = "A-17" },
        },
        new()
        {
            JuspayTimeout = TimeSpan.FromSeconds(30),
            ReuseWithin = TimeSpan.Zero,
            ConfirmAfter = TimeSpan.FromSeconds(30),
            MaxAttempts = 3,
            Recheck = new(TimeSpan.FromSeconds(5), 1.6, TimeSpan.FromMinutes(10), 0.2, TimeSpan.FromHours(72)),
            CallbackSchedule = [.. CallbackSettings.DefaultSchedule],
        },
        AcceptedAt);

    /// <summary>A validation whose penny drop is pending.</summary>
    public static Validation Pending { get; } = Seen(Dropped(), AccountStatus.Pending, AcceptedAt.AddSeconds(6));

    /// <summary>A settled validation: the account is valid.</summary>
    public static Validation Active { get; } = Seen(Pending, AccountStatus.Active, SettledAt);

    /// <summary>An active validation with a delivered callback.</summary>
    public static Validation Delivered { get; } =
        Lifecycle.Apply(
            Active, new Outcome.CallbackAttempted(Round: 1, new(HttpStatus: 204)), SettledAt.AddMilliseconds(244));

    /// <summary>A settled validation: Juspay does not know the account.</summary>
    public static Validation Rejected { get; } = Refused(Refused(Accepted, AcceptedAt), AcceptedAt.AddSeconds(6));

    /// <summary>A validation stopped on request.</summary>
    public static Validation Cancelled { get; } =
        Lifecycle.Apply(Pending, new Signal.Cancel(), AcceptedAt.AddSeconds(20));

    /// <summary>A validation with a delivered callback and a request for redelivery.</summary>
    public static Validation Redelivering { get; } =
        Lifecycle.Apply(Delivered, new Signal.Redeliver(), SettledAt.AddHours(1));

    private static Validation Dropped()
    {
        var check = new Outcome.Checked(
            AcceptedAt, new JuspayReply.Answered(new(AccountStatus.Created, LastValidated: null, Vpa)));
        var intendedAt = AcceptedAt.AddMilliseconds(320);
        var intended = Lifecycle.Apply(Accepted, new Outcome.IntentRecorded(Attempt: 1, intendedAt, check), intendedAt);
        return Lifecycle.Apply(
            intended,
            new Outcome.PennyDropEnded(
                intendedAt, new JuspayReply.Answered(new(AccountStatus.Pending, LastValidated: null, Vpa))),
            AcceptedAt.AddMilliseconds(900));
    }

    private static Validation Refused(Validation validation, DateTimeOffset at) =>
        Lifecycle.Apply(
            validation,
            new Outcome.Checked(at, new JuspayReply.Refused(404, "invalid_customer_account")),
            at.AddMilliseconds(310));

    private static Validation Seen(Validation waiting, AccountStatus status, DateTimeOffset at) =>
        Lifecycle.Apply(
            waiting,
            new Outcome.Checked(
                at.AddMilliseconds(-200),
                new JuspayReply.Answered(new(status, status == AccountStatus.Active ? at.AddSeconds(-1) : null, Vpa))),
            at);
}
