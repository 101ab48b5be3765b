using AccountValidation.KillHarness.Load;
using AccountValidation.KillHarness.Programs;
using AccountValidation.KillHarness.Receivers;

namespace AccountValidation.KillHarness;

/// <summary>
/// The service before its start, and its surroundings: Juspay, the receivers, a caller, and the database's folder.
/// </summary>
internal sealed class Surroundings : IAsyncDisposable
{
    private readonly TempFolder _folder;

    private Surroundings(TempFolder folder, SimulatorProgram juspay, CallbackReceiver receiver, HostProgram host)
    {
        (_folder, Juspay, Receiver, Host) = (folder, juspay, receiver, host);
        Caller = new(host.Settings.Address, intent => receiver.AddressOf(intent.Receiver));
    }

    public SimulatorProgram Juspay { get; }

    public CallbackReceiver Receiver { get; }

    public HostProgram Host { get; }

    public Caller Caller { get; }

    /// <summary>Publishes each program without a given path, and starts everything except the service.</summary>
    /// <param name="host">The path of the service's program; null to publish it.</param>
    /// <param name="simulator">The path of the simulator's program; null to publish it.</param>
    /// <param name="seed">Chooses the responses of the receivers.</param>
    /// <param name="adjust">Changes the settings of the service.</param>
    /// <param name="cancellationToken">The end of the run.</param>
    public static async Task<Surroundings> StartAsync(
        string? host,
        string? simulator,
        int seed,
        Func<HostSettings, HostSettings> adjust,
        CancellationToken cancellationToken)
    {
        var folder = new TempFolder();
        var programs = await PublishedPrograms.EnsureAsync(host, simulator, folder.FullName, cancellationToken);
        var juspay = await SimulatorProgram.StartAsync(
            programs.Simulator, folder.File("ledger.jsonl"), cancellationToken);
        var receiver = await CallbackReceiver.StartAsync(seed, cancellationToken);
        var settings = new HostSettings
        {
            Address = new($"http://127.0.0.1:{LoopbackServer.FreePort()}/"),
            Juspay = juspay.Address,
            DatabasePath = folder.Database,
        };
        return new(folder, juspay, receiver, new(programs.Host, adjust(settings)));
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Caller.Dispose();
        await Receiver.DisposeAsync();
        await Juspay.DisposeAsync();
        _folder.Dispose();
    }
}
