using AccountValidation.Service.Api;
using AccountValidation.Service.Api.Notifications;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Http;
using AccountValidation.Service.Intake;
using AccountValidation.Service.Juspay;
using AccountValidation.Service.Management;
using AccountValidation.Service.Steps;
using AccountValidation.Service.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Service;

/// <summary>Registers the services that both hosts share.</summary>
public static class ServiceRegistration
{
    /// <summary>
    /// Adds all shared services. The host itself adds an <see cref="IValidationEngine"/>, a <see cref="TimeProvider"/>,
    /// a <see cref="WallClock"/> and a <see cref="FillRandom"/>.
    /// </summary>
    public static IServiceCollection AddAccountValidation(this IServiceCollection services, ServiceSettings settings)
    {
        services.AddSingleton(settings).AddSingleton(settings.Juspay).AddSingleton(settings.Submission);
        services.AddSingleton(settings.Callbacks).AddSingleton(settings.Api).AddSingleton(settings.Queues);
        services
            .AddSingleton<JuspayGate>()
            .AddSingleton<JuspayMonitor>()
            .AddSingleton<ServiceMetrics>()
            .AddSingleton<LifecycleMonitor>()
            .AddSingleton<StepExecutor>();
        services
            .AddSingleton<CallbackAddressPolicy>()
            .AddSingleton<SigningSecrets>()
            .AddSingleton<Ids>();
        services.AddSingleton<IDeadLetters, NoDeadLetters>(); // AddQueues comes later, and the last registration wins.
        services.AddSingleton<ICallPace>(provider => new LocalPace(
            settings.Juspay.CallsPerSecond,
            provider.GetRequiredService<TimeProvider>())); // A host with many processes replaces this pace later.
        services.AddSingleton(new StartTerms(settings.ToTerms, settings.Callbacks.DefaultUrl));
        services.AddSingleton<StartRequestReader>().AddSingleton<Starter>().AddSingleton<ValidationsApi>();
        services.AddAccess().AddSingleton<LookupBudget>().AddSingleton<NotificationsApi>();
        services.AddSingleton<ManagementAddress>(ManagementLinks.AddressAt);
        services.PostConfigure<LoggerFilterOptions>(RequestLines.Silence);
        services.AddHealthChecks().AddCheck<JuspayKeyHealthCheck>("juspay-key");
        services.AddSingleton<ResolveName>(Connections.ResolveAsync);
        services.AddSingleton<OpenConnection>(Connections.OpenAsync).AddSingleton<AddressRace>();
        AddOutgoing<JuspayClient>(services).ConfigurePrimaryHttpMessageHandler(
            provider => JuspayHandler.Create(settings.Juspay, provider.GetRequiredService<AddressRace>()));
        AddOutgoing<CallbackSender>(services).ConfigurePrimaryHttpMessageHandler(provider => CallbackHandler.Create(
            settings.Callbacks,
            provider.GetRequiredService<CallbackAddressPolicy>(),
            provider.GetRequiredService<AddressRace>()));
        return services;
    }

    // One client lives as long as the process, because the handlers renew their connections themselves. The factory's
    // own log messages are removed, because they would show callback URLs.
    private static IHttpClientBuilder AddOutgoing<TClient>(IServiceCollection services)
        where TClient : class
    {
        var name = typeof(TClient).Name;
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<TClient>(
                provider, provider.GetRequiredService<IHttpClientFactory>().CreateClient(name)));
        return services
            .AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
    }
}
