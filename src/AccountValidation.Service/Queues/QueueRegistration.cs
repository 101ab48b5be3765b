using AccountValidation.Service.Callbacks;
using Microsoft.Extensions.DependencyInjection;

namespace AccountValidation.Service.Queues;

/// <summary>Registers the queues.</summary>
public static class QueueRegistration
{
    /// <summary>Adds the queues, the handler of intake messages and the queue of dead letters. Call it when a storage is configured.</summary>
    public static IServiceCollection AddQueues(this IServiceCollection services)
    {
        services.AddSingleton<QueueMonitor>().AddSingleton<StorageQueues>().AddSingleton<IntakeHandler>();
        services.AddSingleton<IDeadLetters, DeadLetterQueue>();
        services.AddHealthChecks().AddCheck<QueueHealthCheck>("queues");
        return services;
    }
}
