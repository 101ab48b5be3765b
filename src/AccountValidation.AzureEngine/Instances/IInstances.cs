using AccountValidation.Service.Engine;

namespace AccountValidation.AzureEngine.Instances;

/// <summary>The orchestrations of Durable Functions, as far as the engine needs them.</summary>
public interface IInstances
{
    /// <summary>
    /// The task hub of the host. An orchestration of another hub is invisible here, though it may run.
    /// </summary>
    string HubName { get; }

    /// <summary>Starts an instance. An instance that exists with this id stays as it is.</summary>
    /// <exception cref="StoreUnavailableException">Nobody knows whether the instance was started.</exception>
    Task StartAsync(Turn turn, CancellationToken cancellationToken);

    /// <summary>Finds an instance; null when no instance has the id.</summary>
    /// <exception cref="StoreUnavailableException">The storage of the task hub cannot be used.</exception>
    Task<Instance?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// The end of an instance by its history; null when the history has no end. A process may die between writing the
    /// history's end and the instance's status. Then the status says running for ever.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The storage of the task hub cannot be used.</exception>
    Task<InstanceState?> FindEndAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Sends an event (<see cref="EventNames"/>). An instance that has ended, or does not exist, takes no event.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Nobody knows whether the event was sent.</exception>
    Task SendEventAsync(string id, string eventName, CancellationToken cancellationToken);

    /// <summary>Deletes an ended instance and its history.</summary>
    /// <exception cref="StoreUnavailableException">Nobody knows whether the instance was deleted.</exception>
    Task PurgeAsync(string id, CancellationToken cancellationToken);
}

/// <summary>An instance at the moment of reading.</summary>
/// <param name="State">Whether the instance runs.</param>
/// <param name="Turn">The input of the instance's present turn; null when the service did not write the input.</param>
/// <param name="UpdatedAt">When the framework last recorded an event of the instance.</param>
public sealed record Instance(InstanceState State, Turn? Turn, DateTimeOffset UpdatedAt);

/// <summary>Whether an instance runs.</summary>
public enum InstanceState
{
    /// <summary>The instance runs, or is about to run.</summary>
    Running,

    /// <summary>An operator holds the instance.</summary>
    Suspended,

    /// <summary>The instance came to its own end.</summary>
    Completed,

    /// <summary>An operator terminated the instance.</summary>
    Terminated,

    /// <summary>The instance failed.</summary>
    Failed,
}

/// <summary>The events that an orchestration waits for.</summary>
public static class EventNames
{
    /// <summary>Brings the next check forward.</summary>
    public const string Check = "Check";

    /// <summary>Stops the validation, if the rules of cancelling allow it.</summary>
    public const string Cancel = "Cancel";

    /// <summary>Juspay sent a notification that names the account.</summary>
    public const string Hint = "Hint";
}
