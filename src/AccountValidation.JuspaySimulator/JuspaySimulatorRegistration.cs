using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AccountValidation.JuspaySimulator;

/// <summary>Puts the simulator into a host.</summary>
[SuppressMessage("Maintainability", "CA1515", Justification = "The self-host maps the simulator in Development.")]
public static class JuspaySimulatorRegistration
{
    /// <summary>Adds the simulator's services. The clock is the container's <see cref="TimeProvider"/>, the system's when it has none.</summary>
    /// <param name="services">The container.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same container.</returns>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "This is the composition root of the simulator.")]
    public static IServiceCollection AddJuspaySimulator(this IServiceCollection services, Action<JuspaySimulatorOptions> configure)
    {
        services.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Simulator>();
        services.TryAddSingleton<CallLog>();
        services.TryAddSingleton<JuspayCallHandler>();
        return services;
    }

    /// <summary>Maps Juspay's routes and, under <c>/admin</c>, those of the test tool.</summary>
    /// <param name="endpoints">The host's routes.</param>
    /// <param name="prefix">Empty, or a path such as <c>/juspay-simulator</c>.</param>
    /// <returns>The host's routes.</returns>
    /// <exception cref="IOException">The ledger file cannot be opened.</exception>
    /// <exception cref="InvalidDataException">The ledger file is damaged before its last line.</exception>
    public static IEndpointRouteBuilder MapJuspaySimulator(this IEndpointRouteBuilder endpoints, string prefix)
    {
        // Resolved here, not at the first call: a ledger that cannot be read must stop the host from starting.
        endpoints.ServiceProvider.GetRequiredService<Simulator>();

        var group = endpoints.MapGroup(prefix);
        Overview.Map(group, prefix);
        JuspayEndpoints.Map(group);
        AdminEndpoints.Map(group.MapGroup("/admin"));
        return endpoints;
    }
}
