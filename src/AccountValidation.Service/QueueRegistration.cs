using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Intake;
using AccountValidation.Service.Queues;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AccountValidation.Service;

/// <summary>Registers the services that use Azure Storage queues.</summary>
public static class QueueRegistration
{
    /// <summary>
    /// Adds the queues, the handler of intake messages and the dead-letter queue. Call this method when storage is
    /// configured. A host without a connection string registers its own <see cref="QueueServiceClient"/> first.
    /// </summary>
    public static IServiceCollection AddQueues(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new QueueServiceClient(
            provider.GetRequiredService<QueueSettings>().ConnectionString, StorageQueues.ClientOptions()));
        services.AddSingleton<QueueMonitor>().AddSingleton<StorageQueues>();
        services.AddSingleton<IntakeHandler>().AddSingleton<PoisonedMessages>();
        services.AddSingleton<IDeadLetters, DeadLetterQueue>();
        services.AddHealthChecks().AddCheck<QueueHealthCheck>("queues");
        return services;
    }
}
