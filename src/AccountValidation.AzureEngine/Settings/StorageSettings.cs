using AccountValidation.AzureEngine.Tables;
using AccountValidation.Service.Queues;
using AccountValidation.Service.Settings;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Queues;

namespace AccountValidation.AzureEngine.Settings;

/// <summary>
/// The access to a storage account, in the words of the Functions host (identity-based connections of Azure Functions).
/// A connection string gives access; or the account's name and a managed identity do, without any key. Each account is
/// a named connection, and its settings begin with the name.
/// </summary>
public sealed record StorageSettings
{
    /// <summary>The connection of tables and queues, and of a task hub without its own connection.</summary>
    public const string Usual = "AzureWebJobsStorage";

    private const string ManagedIdentity = "managedidentity";
    private const int ShortestName = 3;
    private const int LongestName = 24;

    /// <summary>The connection's name.</summary>
    public string Name { get; init; } = Usual;

    /// <summary><c>AzureWebJobsStorage</c>: a connection string; null when an identity is used.</summary>
    public string? ConnectionString { get; init; }

    /// <summary><c>AzureWebJobsStorage:accountName</c>: the account's name in the public cloud.</summary>
    public string? AccountName { get; init; }

    /// <summary>
    /// <c>AzureWebJobsStorage:tableServiceUri</c>: the URI of the tables; null when the name alone is enough.
    /// </summary>
    public string? TableServiceUri { get; init; }

    /// <summary>
    /// <c>AzureWebJobsStorage:queueServiceUri</c>: the URI of the queues; null when the name alone is enough.
    /// </summary>
    public string? QueueServiceUri { get; init; }

    /// <summary>
    /// <c>AzureWebJobsStorage:clientId</c>: the user-assigned identity; null for the system-assigned identity or the
    /// developer's own sign-in.
    /// </summary>
    public string? ClientId { get; init; }

    /// <summary>
    /// <c>AzureWebJobsStorage:credential</c>: <c>managedidentity</c>; null for the developer's own sign-in.
    /// </summary>
    public string? Credential { get; init; }

    /// <summary>Reads the settings of a connection; the reader collects every error.</summary>
    public static StorageSettings Read(SettingsReader reader, string name = Usual)
    {
        var settings = new StorageSettings
        {
            Name = name,
            ConnectionString = reader.Text(name),
            AccountName = reader.Text($"{name}:accountName"),
            TableServiceUri = reader.Text($"{name}:tableServiceUri"),
            QueueServiceUri = reader.Text($"{name}:queueServiceUri"),
            ClientId = reader.Text($"{name}:clientId"),
            Credential = reader.Text($"{name}:credential"),
        };
        settings.Check(reader);
        return settings;
    }

    /// <summary>A client for the account's tables.</summary>
    public TableServiceClient CreateTableClient() => ConnectionString is not null
        ? new(ConnectionString, AzureTables.ClientOptions())
        : new(UriOf(TableServiceUri, "table"), CreateCredential(), AzureTables.ClientOptions());

    /// <summary>A client for the account's queues.</summary>
    public QueueServiceClient CreateQueueClient() => ConnectionString is not null
        ? new(ConnectionString, StorageQueues.ClientOptions())
        : new(UriOf(QueueServiceUri, "queue"), CreateCredential(), StorageQueues.ClientOptions());

    /// <summary>Shows nothing of the connection string: the string may reach a log.</summary>
    public override string ToString() =>
        ConnectionString is null ? $"{AccountName} by an identity" : "by a connection string";

    private void Check(SettingsReader reader)
    {
        if (ConnectionString is null && AccountName is null && (TableServiceUri is null || QueueServiceUri is null))
        {
            reader.Refuse(
                Name,
                $"is missing; set a connection string, or {Name}:accountName for an identity, or "
                + $"UseDevelopmentStorage=true for Azurite.");
        }
        else if (ConnectionString is not null && !HasTables(ConnectionString))
        {
            reader.Refuse(
                Name,
                "is not a connection string of a storage account with tables; copy it from the account's access keys, "
                + "or write UseDevelopmentStorage=true for Azurite.");
        }

        foreach (
            var (name, uri) in new[] { ("tableServiceUri", TableServiceUri), ("queueServiceUri", QueueServiceUri) })
        {
            if (
                uri is not null
                && !(Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Scheme == Uri.UriSchemeHttps))
            {
                reader.Refuse($"{Name}:{name}", "is not an absolute https URL.");
            }
        }

        CheckIdentity(reader);
    }

    private void CheckIdentity(SettingsReader reader)
    {
        if (
            AccountName is not null
            && !(
                AccountName.Length is >= ShortestName and <= LongestName
                && AccountName.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter))))
        {
            reader.Refuse(
                $"{Name}:accountName",
                "is not the name of a storage account, which has 3 to 24 lower-case letters and digits.");
        }

        if (Credential is not null && !string.Equals(Credential, ManagedIdentity, StringComparison.OrdinalIgnoreCase))
        {
            reader.Refuse(
                $"{Name}:credential",
                $"'{Credential}' is not {ManagedIdentity}; leave it out for the developer's own sign-in.");
        }

        if (ClientId is not null && Credential is null)
        {
            reader.Refuse(
                $"{Name}:clientId",
                $"has no effect without {Name}:credential; set that to {ManagedIdentity}.");
        }
    }

    private TokenCredential CreateCredential() =>
        Credential switch
        {
            null => new DefaultAzureCredential(),
            _ when ClientId is { } client => new ManagedIdentityCredential(
                ManagedIdentityId.FromUserAssignedClientId(client)),
            _ => new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned),
        };

    private Uri UriOf(string? given, string service) =>
        new(given ?? $"https://{AccountName}.{service}.core.windows.net");

    private static bool HasTables(string connectionString)
    {
        try
        {
            return new TableServiceClient(connectionString).Uri is { IsAbsoluteUri: true };
        }
        catch (Exception exception)
            when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
