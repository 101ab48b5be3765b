using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;

namespace AccountValidation.Core.Tests.Support;

/// <summary>Second validations of an account.</summary>
internal static class Followers
{
    public const string Id = "val_01JD3Z6Q2M8R5T7V9X0Y1A2B3D";

    /// <summary>The account once the validation of a row of the tables was cancelled in its stage.</summary>
    public static Account After(string stage) => After(Stages.Named(stage));

    /// <summary>The account once a validation was cancelled where it stands.</summary>
    public static Account After(Validation validation) =>
        AccountRules.Keep(Account.Unknown, Lifecycle.Apply(validation, new Signal.Cancel(), Stages.Due));

    /// <summary>A validation of the same account that starts now.</summary>
    public static Validation Of(Account account, DateTimeOffset now, Terms? terms = null) =>
        AccountRules.Enter(Lifecycle.Accept(Id, Make.Request, terms ?? Make.Terms, now), account, now);

    /// <summary>The story of a validation of the same account that starts now.</summary>
    public static Story Story(Account account, DateTimeOffset now, Terms? terms = null) =>
        new(from: Of(account, now, terms), at: now);

    /// <summary>
    /// A validation of the same account that follows another's drop in a stage, without its own story.
    /// </summary>
    public static Validation In(Stage stage, DropOrigin drop, int uncertain = 0) =>
        Lifecycle.Accept(Id, Make.Request, Make.Terms, Make.Start) with
        {
            Stage = stage,
            Drop = drop,
            PennyLeft = true,
            UncertainAttempts = uncertain,
        };

    /// <summary>What a check shows when nothing has happened since a baseline.</summary>
    public static JuspayReply Same(Baseline baseline) =>
        new JuspayReply.Answered(
            new(baseline.Status, baseline.LastValidated, AccountDetails.None, baseline.UnreadDate));
}
