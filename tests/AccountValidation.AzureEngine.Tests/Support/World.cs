using AccountValidation.AzureEngine.Sweeping;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Juspay;
using AccountValidation.Service.Settings;
using AccountValidation.Tests.Azurite;
using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.AzureEngine.Tests.Support;

/// <summary>
/// Everything that outlives a process: the tables, the orchestrations, the time, and what is outside.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private readonly List<EngineProcess> _processes = [];
    private int _ids;

    private World(string connectionString)
    {
        (ConnectionString, SharedClock, Instances) = (connectionString, new(this), new(Clock));
        Process = NewProcess();
    }

    public static SigningSecret Secret { get; } = SigningSecret.TryParse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!;

    public string ConnectionString { get; }

    /// <summary>Begins at the storage's own time, which stamps the rows, and moves when the test moves it.</summary>
    public FakeTimeProvider Clock { get; } =
        new(DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));

    public DateTimeOffset Now => Clock.GetUtcNow();

    public SharedClockStub SharedClock { get; }

    public MemoryInstances Instances { get; }

    public JuspayStub Juspay { get; } = new();

    public ReceiverStub Receiver { get; } = new();

    public DeadLetterStub DeadLetters { get; } = new();

    /// <summary>A process that nothing happens to.</summary>
    public EngineProcess Process { get; }

    public ValidationRows Rows => Process.Get<ValidationRows>();

    public UnfinishedRows Entries => Process.Get<UnfinishedRows>();

    public AccountRecords Records => Process.Get<AccountRecords>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<World> StartAsync(AzuriteFixture azurite)
    {
        var world = new World(await azurite.NewTablesAsync());
        await world.Process.Get<AzureTables>().EnsureAsync(Token);
        await world.MakeHubAsync();
        return world;
    }

    /// <summary>A storage without any tables, before anything of this version has touched it.</summary>
    public static async Task<World> OfNothingAsync(AzuriteFixture azurite) => new(await azurite.NewTablesAsync());

    public EngineProcess NewProcess(
        Faults? faults = null,
        JuspaySettings? juspay = null,
        TimeProvider? clock = null,
        SubmissionSettings? submission = null,
        string version = "1")
    {
        var process = new EngineProcess(this, faults ?? new(), juspay, clock, version, submission);
        _processes.Add(process);
        return process;
    }

    /// <summary>A request that was checked and got an id; it has not reached the engine.</summary>
    public Validation Accepted(ValidationRequest? request = null)
    {
        var random = new byte[10];
        BitConverter.TryWriteBytes(random, Interlocked.Increment(ref _ids));
        return Lifecycle.Accept("val_" + Ulid.NewUlid(Now, random), request ?? Some.Request(), Some.Terms, Now);
    }

    public Task<StartResult> StartAsync(Validation validation, IdempotencyClaim? claim = null) =>
        Process.Engine.StartAsync(validation, claim, Token);

    /// <summary>Starts a validation that must be new.</summary>
    public async Task<Validation> StartNewAsync(ValidationRequest? request = null, IdempotencyClaim? claim = null) =>
        Assert.IsType<StartResult.Started>(await StartAsync(Accepted(request), claim)).Validation;

    /// <summary>Starts a validation and leads it to its end.</summary>
    public async Task<Validation> FinishNewAsync(ValidationRequest? request = null, IdempotencyClaim? claim = null)
    {
        var validation = await StartNewAsync(request, claim);
        await Runner.ToTheEndAsync(this, validation.Id);
        return (await FindAsync(validation.Id))!;
    }

    /// <summary>The task hub is made, as the host does at its start.</summary>
    public Task MakeHubAsync() =>
        new TableServiceClient(ConnectionString).CreateTableIfNotExistsAsync(Instances.HubName + "History", Token);

    /// <summary>The task hub is deleted under its name, with everything that it held.</summary>
    public async Task LoseHubAsync()
    {
        Instances.Lose();
        await new TableServiceClient(ConnectionString).DeleteTableAsync(Instances.HubName + "History", Token);
    }

    public Task<Validation?> FindAsync(string id) => Process.Engine.FindAsync(id, Token);

    public async Task<ValidationRow> RowAsync(string id) =>
        await Rows.FindAsync(id, Token) ?? throw new InvalidOperationException($"{id} has no row.");

    public Task<UnsettledRow?> UnsettledRowAsync(Validation validation) =>
        Entries.FindUnsettledRowAsync(validation.Request.CustomerAccountId, validation.Id, Token);

    /// <summary>An account as it is stored.</summary>
    public Task<AccountRecord> AccountAsync(string id = "banh_1") => Records.FindAsync(id, Token);

    /// <summary>The rows of the money journal.</summary>
    public async Task<IReadOnlyList<TableEntity>> JournalAsync() =>
        [
            .. (await EntitiesAsync("CustomerAccounts")).Where(entity =>
                entity.RowKey.StartsWith("drop-", StringComparison.Ordinal)),
        ];

    /// <summary>Lets the young become old enough, and sweeps.</summary>
    public async Task SweepAsync(EngineProcess? process = null)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        await (process ?? Process).Get<Sweeper>().SweepAsync(Token);
    }

    /// <summary>The keys of all unfinished rows.</summary>
    public async Task<IReadOnlyList<string>> UnfinishedAsync() =>
        [.. (await EntitiesAsync("ValidationAccounts")).Select(entity => entity.RowKey)];

    public async Task<IReadOnlyList<TableEntity>> EntitiesAsync(string table) =>
        await new TableServiceClient(ConnectionString)
            .GetTableClient(table)
            .QueryAsync<TableEntity>(cancellationToken: Token)
            .ToListAsync(Token);

    /// <summary>A row of a validation has a state that a newer version wrote.</summary>
    public async Task OverwriteStateAsync(string table, string id)
    {
        var row = (await EntitiesAsync(table)).Single(entity =>
            (entity.GetString("ValidationId") ?? entity.GetString("Driver")) == id);
        row["State"] = """{ "version": 99 }""";
        await new TableServiceClient(ConnectionString)
            .GetTableClient(table)
            .UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }
    }
}
