using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Hosting;
using AccountValidation.SelfHost.Intake;
using AccountValidation.SelfHost.Storage;
using AccountValidation.Service.Queues;
using AccountValidation.Tests.Azurite;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>
/// The whole program in this process, built but not started, with queues of its own. A test hands over single messages.
/// </summary>
internal sealed class IntakeWorld : IAsyncDisposable
{
    public const string Request = """{ "customerId": "cst_1", "customerAccountId": "active.1" }""";

    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(5);

    private readonly TempFolder _folder = new();
    private readonly AzuriteServer _server;

    private IntakeWorld(AzuriteServer server, string name, IReadOnlyDictionary<string, string> more)
    {
        _server = server;
        var settings = new Dictionary<string, string>(more)
        {
            ["environment"] = "Development",
            ["urls"] = "http://127.0.0.1:1",
            ["Juspay:ApiKey"] = "an-api-key",
            ["SelfHost:DatabasePath"] = _folder.Database,
            ["AzureWebJobsStorage"] = server.ConnectionString,
            ["Queues:Intake"] = name,
            ["Logging:LogLevel:Default"] = "None",
        };
        App = SelfHostApp.Build([.. settings.Select(setting => $"--{setting.Key}={setting.Value}")]);
    }

    public WebApplication App { get; }

    public StorageQueues Queues => App.Services.GetRequiredService<StorageQueues>();

    public IntakeWorker Worker => App.Services.GetRequiredService<IntakeWorker>();

    public QueueClient Intake => _server.Queue(Settings.Intake);

    public QueueClient Poison => _server.Queue(Settings.IntakePoison);

    public string DatabasePath => _folder.Database;

    public IReadOnlyList<string> Accounts => Sql.Column(DatabasePath, "SELECT customer_account_id FROM validation");

    private QueueSettings Settings => App.Services.GetRequiredService<QueueSettings>();

    public static async Task<IntakeWorld> StartAsync(
        AzuriteFixture azurite, params (string Name, string Value)[] settings)
    {
        var world = new IntakeWorld(
            await azurite.ServerAsync(),
            azurite.NewName(),
            settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        Assert.True(await world.Queues.EnsureAsync(TestContext.Current.CancellationToken));
        return world;
    }

    public Task SendAsync(string message) => Intake.SendMessageAsync(message, TestContext.Current.CancellationToken);

    /// <summary>Receives the only visible message.</summary>
    public async Task<QueuedMessage> ReceiveAsync(TimeSpan? visibility = null) =>
        Assert.Single(await ReceiveAllAsync(visibility));

    public async Task<IReadOnlyList<QueuedMessage>> ReceiveAllAsync(TimeSpan? visibility = null) =>
        Assert
            .IsType<QueueReply<IReadOnlyList<QueuedMessage>>.Done>(
                await Queues.Intake.ReceiveAsync(32, visibility ?? Visibility, TestContext.Current.CancellationToken))
            .Value;

    /// <summary>Returns access to the intake queue with a wrong key: every call fails at once.</summary>
    public QueueAccess WithWrongKey() =>
        new(
            new QueueClient(
                AzuriteServer.ConnectionStringTo(_server.Port, Convert.ToBase64String("another key"u8)),
                Settings.Intake),
            App.Services.GetRequiredService<QueueMonitor>());

    /// <summary>Makes the database read-only, or writable again.</summary>
    public void SetReadOnly(bool isReadOnly) =>
        Sql.Column(
            App.Services.GetRequiredService<Database>().Writer,
            $"PRAGMA query_only = {(isReadOnly ? "ON" : "OFF")}");

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        _folder.Dispose();
    }
}
