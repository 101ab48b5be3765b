using Azure.Storage.Queues;

namespace AccountValidation.Service.Queues;

/// <summary>The queues of this service.</summary>
public sealed class StorageQueues
{
    // A renewal that fails at half of the visibility time-out must be over, and tried once more, before its end: the client's own
    // pauses between four attempts are 6 s in all.
    private const int MaxRetries = 3;
    private static readonly TimeSpan NetworkTimeout = TimeSpan.FromSeconds(10); // of one attempt

    /// <summary>Creates the clients. Nothing is called yet.</summary>
    /// <param name="settings">The queues' names and the connection string, which must not be null.</param>
    /// <param name="monitor">Is told of every call.</param>
    public StorageQueues(QueueSettings settings, QueueMonitor monitor)
    {
        var service = new QueueServiceClient(settings.ConnectionString, OptionsOf());
        QueueAccess Queue(string name) => new(service.GetQueueClient(name), monitor);
        (Intake, IntakePoison, CallbackDeadLetters) = (Queue(settings.Intake), Queue(settings.IntakePoison), Queue(settings.CallbackDeadLetters));
    }

    /// <summary>Start requests.</summary>
    public QueueAccess Intake { get; }

    /// <summary>Start requests that cannot be worked on.</summary>
    public QueueAccess IntakePoison { get; }

    /// <summary>Callbacks that were given up.</summary>
    public QueueAccess CallbackDeadLetters { get; }

    /// <summary>Creates the queues that are missing; false when the storage cannot be used.</summary>
    public async Task<bool> EnsureAsync(CancellationToken cancellationToken) =>
        await Intake.EnsureAsync(cancellationToken) && await IntakePoison.EnsureAsync(cancellationToken) && await CallbackDeadLetters.EnsureAsync(cancellationToken);

    private static QueueClientOptions OptionsOf()
    {
        // Not the client's newest version of the protocol: Azurite learns each of them later, and nothing of them is needed.
        var options = new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_11_05) { MessageEncoding = QueueMessageEncoding.None };
        (options.Retry.MaxRetries, options.Retry.NetworkTimeout) = (MaxRetries, NetworkTimeout);

        // Its log messages show URLs, and with them the account; QueueMonitor says what an operator needs.
        options.Diagnostics.IsLoggingEnabled = false;
        return options;
    }
}
