using AccountValidation.JuspaySimulator;

namespace AccountValidation.SelfHost.Demo;

/// <summary>
/// The simulated Juspay and the demo inbox. A Release publish compiles the folder <c>WithoutDemo</c> instead.
/// </summary>
internal static class DemoParts
{
    /// <summary>Whether this build includes simulator and inbox.</summary>
    public static bool AreThere => true;

    /// <summary>Registers the services of simulator and inbox.</summary>
    /// <param name="services">The services of the program.</param>
    /// <param name="address">The address of this program.</param>
    /// <param name="databasePath">The path of the database: the simulator keeps its ledger beside the database.</param>
    public static void Add(IServiceCollection services, Uri address, string databasePath)
    {
        services.AddJuspaySimulator(simulator => simulator.LedgerPath = databasePath + ".simulator-ledger");
        services
            .AddSingleton<DemoInbox>()
            .AddHostedService(provider => ActivatorUtilities.CreateInstance<DemoBanner>(provider, address));
    }

    /// <summary>Maps the routes of simulator and inbox.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapJuspaySimulator(DemoPaths.Simulator);
        endpoints.MapDemoInbox(DemoPaths.Inbox);
    }
}
