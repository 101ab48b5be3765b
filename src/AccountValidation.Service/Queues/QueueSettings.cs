using AccountValidation.Service.Settings;
using Azure.Storage.Queues;

namespace AccountValidation.Service.Queues;

/// <summary>The settings of the queues in Azure Storage.</summary>
public sealed record QueueSettings
{
    /// <summary>The suffix of a poison queue's name, as in Azure Functions.</summary>
    public const string PoisonSuffix = "-poison";

    private const string StorageName = "AzureWebJobsStorage";
    private const string IntakeName = "Queues:Intake";
    private const string DeadLettersName = "Queues:CallbackDeadLetters";

    /// <summary>
    /// <c>AzureWebJobsStorage</c>: the storage account's connection string, a secret; null for no queues.
    /// </summary>
    public string? ConnectionString { get; init; }

    /// <summary><c>Queues:Intake</c>: the queue of start requests.</summary>
    public string Intake { get; init; } = "validation-requests";

    /// <summary><c>Queues:CallbackDeadLetters</c>: the queue of callbacks that the service gave up.</summary>
    public string CallbackDeadLetters { get; init; } = "callback-dead-letters";

    /// <summary>
    /// <c>Queues:MaxDequeueCount</c>: the tries of a start request before it goes to the poison queue. Default 5, from
    /// 1 to 1000.
    /// </summary>
    public int MaxDequeueCount { get; init; } = 5;

    /// <summary>
    /// <c>Queues:VisibilityTimeout</c>: the time after which a start request reappears when its process crashed.
    /// Default 30 s, from 2 s to 1 h.
    /// </summary>
    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// <c>Queues:MaxPollingInterval</c>: the longest pause between polls of an empty queue. Default 5 s, from 10 ms to
    /// 10 min.
    /// </summary>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// <c>Queues:MaxConcurrentMessages</c>: the most start requests under work at once. Default 64, from 1 to 1024.
    /// </summary>
    public int MaxConcurrentMessages { get; init; } = 64;

    /// <summary>The queue of start requests that the service cannot start.</summary>
    public string IntakePoison => Intake + PoisonSuffix;

    /// <summary>Reads the settings; the reader collects the faults.</summary>
    public static QueueSettings Read(SettingsReader reader)
    {
        var defaults = new QueueSettings();
        var settings = new QueueSettings
        {
            ConnectionString = reader.Text(StorageName),
            Intake = reader.Text(IntakeName) ?? defaults.Intake,
            CallbackDeadLetters = reader.Text(DeadLettersName) ?? defaults.CallbackDeadLetters,
            MaxDequeueCount = reader.Whole("Queues:MaxDequeueCount", defaults.MaxDequeueCount, 1, 1000),
            VisibilityTimeout = reader.Duration(
                "Queues:VisibilityTimeout",
                defaults.VisibilityTimeout,
                TimeSpan.FromSeconds(2),
                TimeSpan.FromHours(1)),
            MaxPollingInterval = reader.Duration(
                "Queues:MaxPollingInterval",
                defaults.MaxPollingInterval,
                TimeSpan.FromMilliseconds(10),
                TimeSpan.FromMinutes(10)),
            MaxConcurrentMessages = reader.Whole(
                "Queues:MaxConcurrentMessages",
                defaults.MaxConcurrentMessages,
                1,
                1024),
        };
        settings.Check(reader);
        return settings;
    }

    /// <summary>Shows nothing of the connection string, because the string may reach a log.</summary>
    public override string ToString() => ConnectionString is null ? "no queues" : $"{Intake}, {CallbackDeadLetters}";

    private void Check(SettingsReader reader)
    {
        if (ConnectionString is not null && !IsUsable(ConnectionString))
        {
            reader.Refuse(
                StorageName,
                "is not a connection string of a storage account with queues; copy it from the account's access keys, "
                + "or write UseDevelopmentStorage=true for Azurite.");
        }

        if (QueueNames.FaultOf(Intake, QueueNames.MaxLength - PoisonSuffix.Length) is { } intakeFault)
        {
            reader.Refuse(IntakeName, intakeFault);
        }

        if (QueueNames.FaultOf(CallbackDeadLetters, QueueNames.MaxLength) is { } deadLettersFault)
        {
            reader.Refuse(DeadLettersName, deadLettersFault);
        }
        else if (CallbackDeadLetters == Intake || CallbackDeadLetters == IntakePoison)
        {
            reader.Refuse(DeadLettersName, $"must differ from {IntakeName} and its poison queue.");
        }
    }

    private static bool IsUsable(string connectionString)
    {
        try
        {
            // The address is null when the connection string names blobs only.
            return new QueueServiceClient(connectionString).Uri is { IsAbsoluteUri: true };
        }
        catch (Exception exception)
            when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
