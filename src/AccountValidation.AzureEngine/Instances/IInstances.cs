using AccountValidation.Service.Engine;

namespace AccountValidation.AzureEngine.Instances;

/// <summary>The orchestrations of Durable Functions, as far as the engine needs them.</summary>
public interface IInstances
{
    /// <summary>
    /// The task hub that the host works on. An orchestration of another hub is not seen from here, though it may run.
    /// </summary>
    string HubName { get; }

    /// <summary>Starts an instance. One that exists with this id stays as it is.</summary>
    /// <exception cref="StoreUnavailableException">It is not known whether it was started.</exception>
    Task StartAsync(Turn turn, CancellationToken cancellationToken);

    /// <summary>An instance; null when there is none.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be known at the moment.</exception>
    Task<Instance?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// How an instance ended, as its history tells; null when that has no end. A process that dies between the two
    /// leaves an instance whose history has ended and that is shown as running for ever.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It cannot be known at the moment.</exception>
    Task<InstanceState?> FindEndAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Sends an event (<see cref="EventNames"/>). An instance that has ended, or does not exist, takes none.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It is not known whether it was sent.</exception>
    Task SendEventAsync(string id, string eventName, CancellationToken cancellationToken);

    /// <summary>Deletes an instance that has ended, with its history.</summary>
    /// <exception cref="StoreUnavailableException">It is not known whether it was deleted.</exception>
    Task PurgeAsync(string id, CancellationToken cancellationToken);
}

/// <summary>An instance at a moment.</summary>
/// <param name="State">Whether it runs.</param>
/// <param name="Turn">What it started its present turn from; null when its input is none of ours.</param>
/// <param name="UpdatedAt">When it was last written down that something happened to it.</param>
public sealed record Instance(InstanceState State, Turn? Turn, DateTimeOffset UpdatedAt);

/// <summary>Whether an instance runs.</summary>
public enum InstanceState
{
    /// <summary>It runs, or is about to.</summary>
    Running,

    /// <summary>An operator holds it.</summary>
    Suspended,

    /// <summary>It came to its end.</summary>
    Completed,

    /// <summary>An operator ended it.</summary>
    Terminated,

    /// <summary>It failed.</summary>
    Failed,
}

/// <summary>The events that an orchestration waits for.</summary>
public static class EventNames
{
    /// <summary>Bring the next check forward.</summary>
    public const string Check = "Check";

    /// <summary>Stop, when the rules of cancelling allow it.</summary>
    public const string Cancel = "Cancel";

    /// <summary>Juspay sent a notification that names the account.</summary>
    public const string Hint = "Hint";
}
