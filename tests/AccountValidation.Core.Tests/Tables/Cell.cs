using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Tables;

/// <summary>A stage in the few letters that a table has room for.</summary>
internal static class Cell
{
    private static readonly Dictionary<string, string> Expiries = new(StringComparer.Ordinal)
    {
        [ReasonCodes.NoAnswer] = "no answer",
        [ReasonCodes.DropUncertain] = "uncertain",
        [ReasonCodes.DropElsewhere] = "elsewhere",
        [ReasonCodes.AttemptsUsedUp] = "used up",
        [ReasonCodes.KeyRefused] = "key refused",
        [ReasonCodes.JuspayUnavailable] = "unavailable",
    };

    /// <summary>An expiry is named by its reason, a wait by what is known of the penny drop.</summary>
    public static string Of(Validation validation) => validation.Stage switch
    {
        Stage.Waiting stage => stage.Evidence.ToString(),
        Stage.Settled { Status: ValidationStatus.Expired, Reason: { } reason } => Expiries[reason.Code],
        Stage.Settled stage => StatusNames.Of(stage.Status),
        _ => Stages.Describe(validation),
    };
}
