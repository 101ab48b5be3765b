using AccountValidation.SelfHost;
using AccountValidation.SelfHost.Engine;
using AccountValidation.SelfHost.Storage;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Http;
using AccountValidation.Service.Intake;
using AccountValidation.Service.Juspay;
using AccountValidation.Service.Steps;
using AccountValidation.Service.Telemetry;
using AccountValidation.Simulation.Audits;
using AccountValidation.Simulation.Juspay;
using AccountValidation.Simulation.Plans;
using AccountValidation.Simulation.Receivers;
using AccountValidation.Simulation.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccountValidation.Simulation.Hosts;

/// <summary>
/// One process of the self-host: the real core, step executor and engine over a real SQLite file. The simulation
/// replaces only the outside of the process, and its one thread.
/// </summary>
internal sealed class SimulatedHost : IDisposable
{
    private static readonly ServiceMetrics Metrics = new ServiceCollection()
        .AddMetrics()
        .AddSingleton<ServiceMetrics>()
        .BuildServiceProvider()
        .GetRequiredService<ServiceMetrics>();

    private static readonly LifecycleMonitor Monitor = new(Metrics, NullLogger<LifecycleMonitor>.Instance);

    /// <summary>The identity of the database file: constant, although the simulated disk moves the files.</summary>
    public const string Identity = "disk";

    private static readonly Uri ElsewhereUrl = new("https://elsewhere.example/");

    private readonly HostClock _machine;
    private readonly HostThread _thread = new();
    private readonly HostLifetime _lifetime = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly HttpClient _juspay;
    private readonly HttpClient _receivers;
    private readonly SelfHostEngine _engine;
    private readonly JuspayGate _gate;
    private readonly CallbackPermits _permits = new(256);
    private readonly Runner _runner;
    private readonly RetentionPurge _sweeper;
    private readonly Starter _starter;
    private readonly Told _told;

    /// <summary>Starts the process on a database file.</summary>
    /// <param name="world">The world.</param>
    /// <param name="path">The path of the database file.</param>
    /// <param name="goOnFrom">The word that lets a backup continue; null for none.</param>
    public SimulatedHost(World world, string path, string? goOnFrom)
    {
        var (plan, chance) = (world.Plan, world.Chance);
        world.Time.BeginProcess();
        (_machine, _told) = (new(world.Time), world.Books.Told);
        var (clock, wallClock) = (new SteadyClock(_machine), new WallClock(_machine));
        var isElsewhere = !world.IsHealthy && plan.Host.Moves > 0 && chance.Happens(plan.Host.Moves);
        JuspayWire = new(world, isElsewhere ? world.Elsewhere : world.Juspay) { IsHealthy = world.IsHealthy };
        ReceiverWire = new(plan, chance, world.Time, world.Receivers) { IsHealthy = world.IsHealthy };
        _juspay = new(JuspayWire) { Timeout = Timeout.InfiniteTimeSpan };
        _receivers = new(ReceiverWire) { Timeout = Timeout.InfiniteTimeSpan };

        var settings = isElsewhere
            ? plan.Settings with
            {
                Juspay = plan.Settings.Juspay with { BaseUrl = ElsewhereUrl },
            }
            : plan.Settings;
        var selfHost = new SelfHostSettings(path, plan.DrainTime, plan.RetainSettled);
        Database = Database.Open(path, new(goOnFrom, plan.ShownWithin, clock, chance.NextBytes, _ => Identity));
        Writer = new(Database, clock, new FaultLog<StoreWriter>(world));
        Writer.Committed += change =>
        {
            _told.Note(change.After);
            world.Committed?.Invoke(new(change.Before, change.After));
        };
        var (reader, queue) = (new StoreReader(Database, NullLogger<StoreReader>.Instance), new DueQueue(clock));
        _gate = new(settings.Juspay, clock);
        _engine = new(
            Writer, reader, queue, new SettlementWatch(clock), settings.Submission, Monitor, _lifetime);
        var executor = new StepExecutor(
            new JuspayClient(_juspay, settings.Juspay, clock, wallClock, NullLogger<JuspayClient>.Instance),
            _gate,
            new CallbackSender(
                _receivers, new CallbackAddressPolicy(settings.Callbacks), settings.Callbacks, clock, wallClock),
            new SimulatedDeadLetters(plan, chance, world.Time, world.Receivers),
            new SigningSecrets(settings.Callbacks),
            new JuspayMonitor(Metrics, NullLogger<JuspayMonitor>.Instance, clock),
            clock,
            wallClock);
        _runner = new(
            queue,
            _engine,
            reader,
            executor,
            new StateJournal(Writer, _lifetime),
            _permits,
            selfHost,
            clock,
            _lifetime,
            new FaultLog<Runner>(world));
        _sweeper = new(Writer, selfHost, clock, new FaultLog<RetentionPurge>(world));
        _starter = new(
            _engine,
            new Ids(clock, chance.NextBytes),
            new(settings.ToTerms, settings.Callbacks.DefaultUrl),
            Metrics,
            clock);
        _thread.Begin(RunAsync);
        _thread.Begin(() => _sweeper.RunAsync(_stopped.Token));
    }

    /// <summary>The network to Juspay.</summary>
    public JuspayWire JuspayWire { get; }

    /// <summary>The network to the receivers.</summary>
    public ReceiverWire ReceiverWire { get; }

    /// <summary>The database file.</summary>
    public Database Database { get; }

    /// <summary>The writer; the machine makes its commits.</summary>
    public StoreWriter Writer { get; }

    /// <summary>True once a requested stop is done: no work is running.</summary>
    public bool HasStopped { get; private set; }

    /// <summary>True once the machine has told the process to stop.</summary>
    public bool IsStopping => _lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Runs one continuation of the process's code; returns false when none is ready.</summary>
    public bool RunOne(Random chance) => _thread.RunOne(chance);

    /// <summary>Starts a validation as the HTTP contract does; answers null while the disk takes no writes.</summary>
    public void Start(StartRequest request, IdempotencyClaim? claim, Action<StartResult?> answered) =>
        Call(async _ => await _starter.StartAsync(request, claim, caller: "tests", CancellationToken.None), answered);

    /// <summary>Makes a call to a port of the engine, as the HTTP contract and the management API do.</summary>
    public void Call<T>(Func<SelfHostEngine, Task<T?>> call, Action<T?>? answered = null)
        where T : class => _thread.Begin(async () =>
    {
        T? answer = null;
        try
        {
            answer = await call(_engine);
            NoteTold(answer);
        }
        catch (StoreUnavailableException)
        {
            // The contract answers 503.
        }

        answered?.Invoke(answer);
    });

    /// <summary>Tells the process to stop.</summary>
    public void Stop() => _lifetime.StopApplication();

    /// <summary>Kills the process: no code of it runs any more.</summary>
    public void Kill() => (_thread.IsDead, _machine.IsDead) = (true, true);

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _engine.Dispose();
        _runner.Dispose();
        _sweeper.Dispose();
        Writer.Dispose();
        Database.Dispose();
        _permits.Dispose();
        _gate.Dispose();
        _juspay.Dispose();
        _receivers.Dispose();
        _lifetime.Dispose();
        _stopped.Dispose();
    }

    private void NoteTold(object? answer)
    {
        if (answer is StartResult.Started { Validation: var started })
        {
            _told.Note(started);
        }
        else if (answer is ValidationChange { After: var after })
        {
            _told.Note(after);
        }
    }

    private async Task RunAsync()
    {
        await _runner.RunAsync(_stopped.Token);
        HasStopped = true;
    }
}
