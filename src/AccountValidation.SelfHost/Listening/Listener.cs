using AccountValidation.Service.Telemetry;

namespace AccountValidation.SelfHost.Listening;

/// <summary>Limits the web server's connections and time-outs.</summary>
internal static partial class Listener
{
    // Longer than the idle time of the usual proxies (60 s): the proxy must close the idle connection. Otherwise it may
    // send a request into a closing connection.
    private static readonly TimeSpan BetweenRequests = TimeSpan.FromSeconds(75);

    private static readonly TimeSpan ForTheHeaders = TimeSpan.FromSeconds(10);

    /// <summary>Adds the web server's limits, and the log of refused connections.</summary>
    public static WebApplicationBuilder AddListener(this WebApplicationBuilder builder, DescriptorPlan plan)
    {
        builder.Services.AddSingleton(plan).AddHostedService<RefusedConnections>().AddSingleton<SilentConnections>();
        builder.Logging.AddFilter(RefusedConnections.KestrelsCategory, LogLevel.Error);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxConcurrentConnections = plan.Connections;
            server.Limits.KeepAliveTimeout = BetweenRequests;
            server.Limits.RequestHeadersTimeout = ForTheHeaders;
            server.ConfigureEndpointDefaults(endpoint =>
                endpoint.Use(server.ApplicationServices.GetRequiredService<SilentConnections>().Before));
        });
        return builder;
    }

    /// <summary>Logs the version and the limits.</summary>
    public static void Announce(ILogger logger, DescriptorPlan plan)
    {
        if (plan.Limit is { } limit)
        {
            LogBounds(logger, ServiceVersion.Full, plan.Connections, plan.Callbacks, limit);
        }
        else
        {
            LogBoundsWithoutLimit(logger, ServiceVersion.Full, plan.Connections, plan.Callbacks);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "AccountValidation {Version}: up to {Connections} connections are taken at once and {Callbacks} "
            + "callbacks sent: this process may open {Limit} files and sockets")]
    private static partial void LogBounds(ILogger logger, string version, int connections, int callbacks, long limit);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "AccountValidation {Version}: up to {Connections} connections are taken at once and {Callbacks} "
            + "callbacks sent")]
    private static partial void LogBoundsWithoutLimit(ILogger logger, string version, int connections, int callbacks);
}
