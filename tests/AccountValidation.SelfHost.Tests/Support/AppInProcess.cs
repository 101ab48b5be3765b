using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>The whole self-host in the test's process, listening on loopback, with a database of its own.</summary>
internal sealed class AppInProcess : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WebApplication _app;

    private AppInProcess(string environment, IEnumerable<(string Name, string Value)> settings) =>
        _app = SelfHostApp.Build([
            $"--environment={environment}",
            "--urls=http://127.0.0.1:0",
            "--Logging:LogLevel:Default=None",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=None",
            "--Juspay:BaseUrl=http://127.0.0.1:9",
            "--Juspay:ApiKey=key-of-juspay",
            "--Callbacks:Secrets:0=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "--Api:Keys:tests=key-of-the-tests",
            $"--SelfHost:DatabasePath={_folder.Database}",
            .. settings.Select(setting => $"--{setting.Name}={setting.Value}"), // The last setting of a name wins.
        ]);

    public Uri Address => Addresses.Single();

    public IEnumerable<Uri> Addresses => _app.Urls.Select(url => new Uri(url));

    /// <summary>Every route of the program.</summary>
    public IReadOnlyList<RouteEndpoint> Routes =>
        [.. _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <summary>The program's services.</summary>
    public IServiceProvider Services => _app.Services;

    public static async Task<AppInProcess> StartAsync(
        string environment, params IEnumerable<(string Name, string Value)> settings)
    {
        var app = new AppInProcess(environment, settings);
        await app._app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    /// <summary>Reads a body that needs no key.</summary>
    public async Task<string> GetAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = Address };
        return await http.GetStringAsync(path, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
