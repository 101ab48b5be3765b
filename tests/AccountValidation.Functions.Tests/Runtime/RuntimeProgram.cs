using AccountValidation.Functions.Activities;
using AccountValidation.Functions.Hosting;
using AccountValidation.Functions.Orchestrations;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using Microsoft.DurableTask.Testing.Sidecar;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using HostSettings = AccountValidation.Functions.Hosting.HostSettings;

namespace AccountValidation.Functions.Tests.Runtime;

/// <summary>The program of a <see cref="RuntimeHost"/>: what the Azure host registers, and the runtime.</summary>
internal static class RuntimeProgram
{
    private const int MostPorts = 5;

    /// <summary>Starts it.</summary>
    /// <param name="settings">All settings of the host.</param>
    /// <param name="log">Gets what is logged.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    public static async Task<IHost> StartAsync(
        Dictionary<string, string?> settings, ILoggerProvider log, CancellationToken cancellationToken)
    {
        var host = await StartOnAnyPortAsync(settings, log, cancellationToken);

        // The Functions host gives the client with each call.
        host.Services.GetRequiredService<DurableInstances>().Use(host.Services.GetRequiredService<DurableTaskClient>());
        return host;
    }

    // The runtime wants to know its port before it listens; another program may take a free one first.
    private static async Task<IHost> StartOnAnyPortAsync(
        Dictionary<string, string?> settings, ILoggerProvider log, CancellationToken cancellationToken)
    {
        for (var ports = 1; ; ports++)
        {
            var host = Build(settings, log, LoopbackServer.FreePort());
            try
            {
                await host.StartAsync(cancellationToken);
                return host;
            }
            catch (IOException) when (ports < MostPorts)
            {
                host.Dispose();
            }
        }
    }

    private static IHost Build(Dictionary<string, string?> settings, ILoggerProvider log, int port)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            DisableDefaults = true, // so that nothing of the machine's environment is a setting
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.AddProvider(log);
        builder.Services
            .AddAzureHost(HostSettings.Read(builder.Configuration, builder.Environment))
            .AddAccountValidationTelemetry(builder.Configuration);
        builder.Services.AddSingleton<StepActivities>().AddInMemoryDurableTask(HostedTasks.Add, new() { Port = port });

        // The last registration wins.
        builder.Services.AddSingleton<InMemoryOrchestrationService>(new WideOrchestrations());
        return builder.Build();
    }
}
