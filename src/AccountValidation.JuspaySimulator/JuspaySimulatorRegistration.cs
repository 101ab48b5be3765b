using System.Diagnostics.CodeAnalysis;
using AccountValidation.JuspaySimulator.Accounts;
using AccountValidation.JuspaySimulator.Admin;
using AccountValidation.JuspaySimulator.Http;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AccountValidation.JuspaySimulator;

/// <summary>Settings of the simulator, all optional.</summary>
[SuppressMessage("Maintainability", "CA1515", Justification = "The self-host configures the simulator that it maps.")]
public sealed class JuspaySimulatorOptions
{
    /// <summary>The only accepted API key. Default null: any key that is not empty.</summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// The file that keeps every event, one JSON line each, on disk before a client gets the answer. The simulator
    /// creates its folder. Default null: the simulator keeps events in memory, and a restart deletes them.
    /// </summary>
    public string? LedgerPath { get; set; }
}

/// <summary>Adds the simulator to a host.</summary>
[SuppressMessage("Maintainability", "CA1515", Justification = "The self-host maps the simulator in Development.")]
public static class JuspaySimulatorRegistration
{
    /// <summary>Adds the simulator's services. The default clock is the system's.</summary>
    /// <param name="services">The container.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same container.</returns>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "This is the composition root of the simulator.")]
    public static IServiceCollection AddJuspaySimulator(
        this IServiceCollection services, Action<JuspaySimulatorOptions> configure)
    {
        services.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new Simulator(
            Options(provider).LedgerPath, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<CallLog>();
        services.TryAddSingleton(provider => new JuspayEndpoints(
            provider.GetRequiredService<Simulator>(),
            provider.GetRequiredService<CallLog>(),
            provider.GetRequiredService<TimeProvider>(),
            Options(provider).ApiKey,
            provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));
        return services;
    }

    /// <summary>Maps an overview, Juspay's routes and, under <c>/admin</c>, the admin routes.</summary>
    /// <param name="endpoints">The host's routes.</param>
    /// <param name="prefix">Empty, or a path such as <c>/juspay-simulator</c>.</param>
    /// <returns>The host's routes.</returns>
    /// <exception cref="IOException">The ledger file cannot be opened.</exception>
    /// <exception cref="InvalidDataException">The ledger file is damaged before its last line.</exception>
    public static IEndpointRouteBuilder MapJuspaySimulator(this IEndpointRouteBuilder endpoints, string prefix)
    {
        // Opens the ledger before the first call: an unreadable ledger must stop the host from starting.
        endpoints.ServiceProvider.GetRequiredService<Simulator>();

        var group = endpoints.MapGroup(prefix);
        JuspayEndpoints.Map(group);
        AdminEndpoints.Map(group, prefix);
        return endpoints;
    }

    private static JuspaySimulatorOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<JuspaySimulatorOptions>>().Value;
}
