using AccountValidation.Core;

namespace AccountValidation.SelfHost.Management;

/// <summary>
/// The states of an instance, with the numbers and names of Durable Functions. A filter may give the name or the
/// number.
/// </summary>
internal enum RuntimeStatus
{
    /// <summary>The validation is unfinished.</summary>
    Running = 0,

    /// <summary>The validation is finished.</summary>
    Completed = 1,

    /// <summary>Never the state of a validation.</summary>
    ContinuedAsNew = 2,

    /// <summary>Never the state of a validation: a refusal by Juspay is a result, too.</summary>
    Failed = 3,

    /// <summary>Never the state of a validation.</summary>
    Canceled = 4,

    /// <summary>The validation is finished: a terminate cancelled it.</summary>
    Terminated = 5,

    /// <summary>Never the state of a validation: it runs as soon as the service accepts it.</summary>
    Pending = 6,

    /// <summary>An operator has suspended the validation.</summary>
    Suspended = 7,
}

internal static class RuntimeStatuses
{
    /// <summary>The state of a validation. The instance also runs while only its callback is left.</summary>
    public static RuntimeStatus Of(Validation validation) =>
        validation switch
        {
            { IsFinished: true, Status: ValidationStatus.Cancelled, Control.IsTerminated: true } =>
                RuntimeStatus.Terminated,
            { IsFinished: true } => RuntimeStatus.Completed,
            { IsSuspended: true } => RuntimeStatus.Suspended,
            _ => RuntimeStatus.Running,
        };
}
