using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Permits;
using AccountValidation.AzureEngine.Settings;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.AzureEngine.Sweeping;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Service;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Juspay;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace AccountValidation.AzureEngine;

/// <summary>Registers the engine on tables and orchestrations.</summary>
public static class AzureEngineRegistration
{
    // Shares of the 320 activities that host.json allows (maxConcurrentActivityFunctions). The rest is left for steps
    // that call neither Juspay nor a receiver.
    private const int CallbacksAtOnce = 128;
    private const int JuspayStepsAtOnce = 160;

    /// <summary>Adds the engine with its queues. The host adds <see cref="IInstances"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="settings">The settings of the engine and its storage.</param>
    /// <param name="version">The version of the program that runs.</param>
    public static IServiceCollection AddAzureEngine(
        this IServiceCollection services, AzureSettings settings, ProgramVersion version)
    {
        services.AddSingleton(settings).AddSingleton(version);
        services
            .AddSingleton(_ => settings.Storage.CreateTableClient())
            .AddSingleton(_ => settings.Storage.CreateQueueClient());
        services.AddQueues();
        services.AddSingleton<StoreMonitor>().AddSingleton<AzureTables>().AddSingleton<Tokens>();
        services
            .AddSingleton<ValidationRows>()
            .AddSingleton<UnfinishedRows>()
            .AddSingleton<AccountRecords>()
            .AddSingleton<KeyRows>()
            .AddSingleton<ListScan>()
            .AddSingleton<TableMoneyJournal>();
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<HubMark>(
                provider,
                settings.HubStorage == settings.Storage
                    ? provider.GetRequiredService<TableServiceClient>()
                    : settings.HubStorage.CreateTableClient()));
        services.AddSingleton<ISharedClock, TableClock>();
        services
            .AddSingleton<Admission>()
            .AddSingleton<StartWriter>()
            .AddSingleton<Settlements>()
            .AddSingleton<Summaries>()
            .AddSingleton<LiveViews>()
            .AddSingleton<IValidationEngine, AzureValidationEngine>();
        services
            .AddSingleton<StepLateness>()
            .AddSingleton<JuspaySteps>()
            .AddSingleton<SettledSteps>()
            .AddSingleton(_ => new CallbackPermits(CallbacksAtOnce))
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<StepPermits>(provider, JuspayStepsAtOnce));
        services
            .AddSingleton<SweepMetrics>()
            .AddSingleton<Takeover>()
            .AddSingleton<Sweeper>()
            .AddSingleton<RetentionPurge>();
        services
            .AddSingleton<ICallPlanStore, CallPlanRow>()
            .AddSingleton<ServerTime>()
            .AddSingleton<CallReservations>()
            .AddSingleton(PaceOf);
        services.AddHealthChecks().AddCheck<StoreHealthCheck>("store");
        return services;
    }

    private static ICallPace PaceOf(IServiceProvider provider) =>
        provider.GetRequiredService<JuspaySettings>().CallsPerSecond is { } rate
            ? ActivatorUtilities.CreateInstance<SharedPace>(provider, rate)
            : new LocalPace(callsPerSecond: null, provider.GetRequiredService<TimeProvider>()); // no rate to share
}
