using AccountValidation.JuspaySimulator;

namespace AccountValidation.SelfHost.Demo;

/// <summary>
/// The simulated Juspay and the inbox for callbacks, in a program that was built with them. A Release publish has
/// <c>WithoutDemo</c> in their place.
/// </summary>
internal static class DemoParts
{
    /// <summary>Whether the program has them.</summary>
    public static bool AreThere => true;

    /// <summary>Adds their services.</summary>
    /// <param name="services">The services of the program.</param>
    /// <param name="address">The address of this program.</param>
    /// <param name="databasePath">The path of the database: the simulator's ledger lies beside the database.</param>
    public static void Add(IServiceCollection services, Uri address, string databasePath)
    {
        services.AddJuspaySimulator(simulator => simulator.LedgerPath = databasePath + ".simulator-ledger");
        services
            .AddSingleton<DemoInbox>()
            .AddHostedService(provider => ActivatorUtilities.CreateInstance<DemoBanner>(provider, address));
    }

    /// <summary>Maps their routes.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapJuspaySimulator(DemoPaths.Simulator);
        endpoints.MapDemoInbox(DemoPaths.Inbox);
    }
}
