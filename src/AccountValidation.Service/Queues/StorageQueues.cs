using Azure.Storage.Queues;

namespace AccountValidation.Service.Queues;

/// <summary>The queues of this service.</summary>
public sealed class StorageQueues
{
    // A renewal that fails at half of the visibility time-out must be over, and tried once more, before its end: the
    // client's own pauses between four attempts are 6 s in all.
    private const int MaxRetries = 3;
    private static readonly TimeSpan NetworkTimeout = TimeSpan.FromSeconds(10); // of one attempt

    /// <summary>Creates the clients. Nothing is called yet.</summary>
    /// <param name="service">The storage account, with <see cref="ClientOptions"/>.</param>
    /// <param name="settings">The queues' names.</param>
    /// <param name="monitor">Is told of every call.</param>
    public StorageQueues(QueueServiceClient service, QueueSettings settings, QueueMonitor monitor)
    {
        QueueAccess Queue(string name) => new(service.GetQueueClient(name), monitor);
        (Intake, IntakePoison, CallbackDeadLetters) = (
            Queue(settings.Intake), Queue(settings.IntakePoison), Queue(settings.CallbackDeadLetters));
    }

    /// <summary>Start requests.</summary>
    public QueueAccess Intake { get; }

    /// <summary>Start requests that cannot be worked on.</summary>
    public QueueAccess IntakePoison { get; }

    /// <summary>Callbacks that were given up.</summary>
    public QueueAccess CallbackDeadLetters { get; }

    /// <summary>Creates the queues that are missing; false when the storage cannot be used.</summary>
    public async Task<bool> EnsureAsync(CancellationToken cancellationToken) =>
        await Intake.EnsureAsync(cancellationToken)
        && await IntakePoison.EnsureAsync(cancellationToken)
        && await CallbackDeadLetters.EnsureAsync(cancellationToken);

    /// <summary>How the storage account is spoken to.</summary>
    public static QueueClientOptions ClientOptions()
    {
        // Not the client's newest version of the protocol: Azurite learns each of them later, and nothing of them is
        // needed.
        var options = new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_11_05)
        {
            MessageEncoding = QueueMessageEncoding.None,
        };
        (options.Retry.MaxRetries, options.Retry.NetworkTimeout) = (MaxRetries, NetworkTimeout);

        // Its log messages show URLs, and with them the account; QueueMonitor says what an operator needs.
        options.Diagnostics.IsLoggingEnabled = false;
        return options;
    }
}
