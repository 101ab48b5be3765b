using Azure.Storage.Queues;

namespace AccountValidation.Service.Queues;

/// <summary>The three queues of this service.</summary>
public sealed class StorageQueues
{
    // A renewal begins at half of the visibility time-out. If the renewal fails, a second renewal must fit in before
    // the time-out ends. The client's own pauses between its four attempts are 6 s in all.
    private const int MaxRetries = 3;
    private static readonly TimeSpan NetworkTimeout = TimeSpan.FromSeconds(10); // Of each attempt.

    /// <summary>Creates the clients, without any call to the storage.</summary>
    /// <param name="service">The client of the storage account, created with <see cref="ClientOptions"/>.</param>
    /// <param name="settings">The names of the queues.</param>
    /// <param name="monitor">Gets the result of every call.</param>
    public StorageQueues(QueueServiceClient service, QueueSettings settings, QueueMonitor monitor)
    {
        QueueAccess Queue(string name) => new(service.GetQueueClient(name), monitor);
        (Intake, IntakePoison, CallbackDeadLetters) = (
            Queue(settings.Intake), Queue(settings.IntakePoison), Queue(settings.CallbackDeadLetters));
    }

    /// <summary>The queue of start requests.</summary>
    public QueueAccess Intake { get; }

    /// <summary>The queue of start requests that the service cannot start.</summary>
    public QueueAccess IntakePoison { get; }

    /// <summary>The queue of callbacks that the service gave up.</summary>
    public QueueAccess CallbackDeadLetters { get; }

    /// <summary>Creates the missing queues; false when the storage is unusable.</summary>
    public async Task<bool> EnsureAsync(CancellationToken cancellationToken) =>
        await Intake.EnsureAsync(cancellationToken)
        && await IntakePoison.EnsureAsync(cancellationToken)
        && await CallbackDeadLetters.EnsureAsync(cancellationToken);

    /// <summary>The client's protocol version, time-outs and retries. Messages stay unencoded.</summary>
    public static QueueClientOptions ClientOptions()
    {
        // An older version than the client's newest: Azurite supports new versions later, and the service needs none of
        // them.
        var options = new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_11_05)
        {
            MessageEncoding = QueueMessageEncoding.None,
        };
        (options.Retry.MaxRetries, options.Retry.NetworkTimeout) = (MaxRetries, NetworkTimeout);

        // The client's log messages show URLs, and thereby the account. QueueMonitor tells an operator enough.
        options.Diagnostics.IsLoggingEnabled = false;
        return options;
    }
}
