using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Tests.Support;

/// <summary>Starts web servers in this process, each on a free port of the loopback address.</summary>
internal static class LoopbackServer
{
    /// <summary>The name of the source of the servers' activities.</summary>
    public const string Source = "AccountValidation.Tests.LoopbackServer";

    public static async Task<(WebApplication App, Uri Address)> StartAsync(
        Action<WebApplicationBuilder> configure, Action<WebApplication> map, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        // The program may run in this process, too: its activities have another source.
        builder.Services.AddSingleton(_ => new ActivitySource(Source));
        configure(builder);
        var app = builder.Build();
        map(app);
        await app.StartAsync(cancellationToken);
        return (app, new(app.Urls.Single()));
    }

    public static async ValueTask StopAsync(WebApplication app)
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    /// <summary>Returns a port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
