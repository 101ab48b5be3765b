using AccountValidation.JuspaySimulator;
using AccountValidation.SelfHost.Hosting;

namespace AccountValidation.SelfHost.Demo;

/// <summary>The simulated Juspay and the inbox for callbacks, in a program that was built with them. A Release publish has <c>WithoutDemo</c> in their place.</summary>
internal static class DemoParts
{
    /// <summary>Whether the program has them.</summary>
    public static bool AreThere => true;

    /// <summary>Adds their services.</summary>
    public static void Add(IServiceCollection services, HostSettings settings)
    {
        services.AddJuspaySimulator(simulator => simulator.LedgerPath = settings.SelfHost.DatabasePath + ".simulator-ledger");
        services.AddSingleton<DemoInbox>().AddHostedService<DemoBanner>();
    }

    /// <summary>Maps their routes.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapJuspaySimulator(HostSettings.SimulatorPath);
        endpoints.MapDemoInbox(HostSettings.InboxPath);
    }
}
