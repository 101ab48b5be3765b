using System.Security.Cryptography;
using AccountValidation.AzureEngine;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Settings;
using AccountValidation.Core;
using AccountValidation.Functions.Http;
using AccountValidation.Functions.Orchestrations;
using AccountValidation.Service;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Http;
using AccountValidation.Service.Settings;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AccountValidation.Functions.Hosting;

/// <summary>Builds the worker: settings, services, telemetry.</summary>
internal static class AzureHost
{
    /// <summary>Reads the settings and adds all services.</summary>
    /// <exception cref="SettingsException">The settings do not allow a start; the message lists every
    /// fault.</exception>
    public static FunctionsApplicationBuilder AddAccountValidation(this FunctionsApplicationBuilder builder)
    {
        var settings = HostSettings.Read(builder.Configuration, builder.Environment);
        builder.Services.AddAzureHost(settings).AddAccountValidationTelemetry(builder.Configuration);
        return builder;
    }

    /// <summary>Adds the services of the functions. The method needs nothing of the Functions worker.</summary>
    public static IServiceCollection AddAzureHost(this IServiceCollection services, HostSettings settings)
    {
        services.AddProblemDetails().AddRouting();
#pragma warning disable RS0030 // this is the composition root
        services.AddSingleton(TimeProvider.System).AddSingleton<WallClock>();
#pragma warning restore RS0030
        services.AddSingleton<FillRandom>(RandomNumberGenerator.Fill);
        services.AddAccountValidation(settings.Service);
        services.AddAzureEngine(
            settings.Azure,
            ProgramVersion.Of(
                typeof(AzureHost).Assembly, typeof(AzureEngineRegistration).Assembly, typeof(Validation).Assembly));
        services.AddSingleton<DurableInstances>();
        services.AddSingleton<IInstances>(provider => provider.GetRequiredService<DurableInstances>());
        services.AddSingleton<ContractPipeline>();
        return services;
    }
}
