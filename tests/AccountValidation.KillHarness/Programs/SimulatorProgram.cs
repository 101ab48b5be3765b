using System.Net.Http.Json;

namespace AccountValidation.KillHarness.Programs;

/// <summary>
/// The Juspay simulator in a process of its own, with its ledger in a file. It survives every kill of the service.
/// </summary>
internal sealed class SimulatorProgram : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly ProgramProcess _process;
    private readonly HttpClient _http;

    private SimulatorProgram(ProgramProcess process, Uri address) =>
        (_process, Address, _http) = (process, address, new() { BaseAddress = address });

    public Uri Address { get; }

    public static async Task<SimulatorProgram> StartAsync(
        string program, string ledgerPath, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{LoopbackServer.FreePort()}/");
        var process = ProgramProcess.Start(["dotnet", program], new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority),
            ["JuspaySimulator__LedgerPath"] = ledgerPath,
            ["Logging__LogLevel__Default"] = "Warning",
        });
        while (!process.Output.Contains("listening on", StringComparison.Ordinal))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The simulator ended: {process.Errors} {process.Output}");
            }

            await Task.Delay(Pause, cancellationToken);
        }

        return new(process, address);
    }

    /// <summary>Reads every penny drop.</summary>
    public async Task<IReadOnlyList<PennyDrop>> DropsAsync(CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync<Ledger>("admin/ledger", cancellationToken))!.Drops;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private sealed record Ledger(IReadOnlyList<PennyDrop> Drops);
}

/// <summary>A penny in the ledger.</summary>
internal sealed record PennyDrop(string CustomerId, string CustomerAccountId, DateTimeOffset At);
