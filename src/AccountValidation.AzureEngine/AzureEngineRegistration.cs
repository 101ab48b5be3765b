using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.AzureEngine.Sweeping;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Service.Api;
using AccountValidation.Service.Queues;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace AccountValidation.AzureEngine;

/// <summary>Registers the engine on tables and orchestrations.</summary>
public static class AzureEngineRegistration
{
    /// <summary>Adds the engine with its queues. The host adds <see cref="IInstances"/>.</summary>
    public static IServiceCollection AddAzureEngine(this IServiceCollection services, AzureSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(_ => settings.Storage.CreateTableClient()).AddSingleton(_ => settings.Storage.CreateQueueClient());
        services.AddQueues();
        services.AddSingleton<StoreMonitor>().AddSingleton<AzureTables>().AddSingleton<Tokens>();
        services.AddSingleton<ValidationRows>().AddSingleton<OpenRows>().AddSingleton<AccountRecords>().AddSingleton<KeyRows>().AddSingleton<ListScan>().AddSingleton<TableMoneyJournal>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<HubMark>(
            provider, settings.HubStorage == settings.Storage ? provider.GetRequiredService<TableServiceClient>() : settings.HubStorage.CreateTableClient()));
        services.AddSingleton<ISharedClock, TableClock>();
        services.AddSingleton<OpenSlots>().AddSingleton<Admission>().AddSingleton<Starts>().AddSingleton<Settlements>().AddSingleton<LiveViews>().AddSingleton<IValidationEngine, AzureValidationEngine>();
        services.AddSingleton<MoneySteps>().AddSingleton<SettledSteps>();
        services.AddSingleton<SweepMetrics>().AddSingleton<Sweeper>().AddSingleton<Retention>();
        services.AddHealthChecks().AddCheck<StoreHealthCheck>("store");
        return services;
    }
}
