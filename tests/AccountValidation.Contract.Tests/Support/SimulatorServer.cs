using AccountValidation.JuspaySimulator;
using Microsoft.AspNetCore.Builder;

namespace AccountValidation.Contract.Tests;

/// <summary>The Juspay simulator, in this process.</summary>
internal sealed class SimulatorServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SimulatorServer(WebApplication app, Uri address) => (_app, Address) = (app, address);

    public Uri Address { get; }

    public static async Task<SimulatorServer> StartAsync()
    {
        var (app, address) = await LoopbackServer.StartAsync(
            builder => builder.Services.AddJuspaySimulator(_ => { }),
            app => app.MapJuspaySimulator(""),
            CancellationToken.None);
        return new(app, address);
    }

    public ValueTask DisposeAsync() => LoopbackServer.StopAsync(_app);
}
