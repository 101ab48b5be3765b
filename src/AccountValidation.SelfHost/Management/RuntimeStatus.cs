using AccountValidation.Core;

namespace AccountValidation.SelfHost.Management;

/// <summary>
/// The states of an instance as Durable Functions numbers and names them; a filter may give the name or the number.
/// </summary>
internal enum RuntimeStatus
{
    /// <summary>Something is left to do.</summary>
    Running = 0,

    /// <summary>Nothing is left to do.</summary>
    Completed = 1,

    /// <summary>No validation is ever this.</summary>
    ContinuedAsNew = 2,

    /// <summary>No validation is ever this: what Juspay refuses is an answer too.</summary>
    Failed = 3,

    /// <summary>No validation is ever this.</summary>
    Canceled = 4,

    /// <summary>Nothing is left to do, and it was cancelled because of a terminate.</summary>
    Terminated = 5,

    /// <summary>No validation is ever this: it runs as soon as it is accepted.</summary>
    Pending = 6,

    /// <summary>An operator holds it.</summary>
    Suspended = 7,
}

/// <summary>Tells the state of a validation as an instance.</summary>
internal static class RuntimeStatuses
{
    /// <summary>The state of a validation. Its callback is part of what is left to do.</summary>
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
