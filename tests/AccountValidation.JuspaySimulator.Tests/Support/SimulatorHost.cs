using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AccountValidation.JuspaySimulator.Tests;

/// <summary>The simulator behind real HTTP on a port of its own. The test alone moves the time.</summary>
internal sealed class SimulatorHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SimulatorHost(WebApplication app, ManualClock clock, Uri address)
    {
        _app = app;
        Clock = clock;
        Client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        Juspay = new(Client);
        Admin = new(Client);
    }

    public ManualClock Clock { get; }

    public HttpClient Client { get; }

    public JuspayCaller Juspay { get; }

    public AdminCaller Admin { get; }

    public static async Task<SimulatorHost> StartAsync(
        string prefix = "",
        string? apiKey = null,
        string? ledgerPath = null,
        DateTimeOffset? now = null)
    {
        var clock = new ManualClock(now ?? new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddJuspaySimulator(options => (options.ApiKey, options.LedgerPath) = (apiKey, ledgerPath));

        var app = builder.Build();
        app.MapJuspaySimulator(prefix);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, clock, new(app.Urls.Single() + prefix + "/"));
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _app.DisposeAsync();
        Client.Dispose();
    }
}
