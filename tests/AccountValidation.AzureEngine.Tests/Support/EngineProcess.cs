using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Service;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Http;
using AccountValidation.Service.Juspay;
using AccountValidation.Service.Settings;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AccountValidation.AzureEngine.Tests.Support;

/// <summary>
/// The engine as one process of the host has it. What it keeps is in the <see cref="World"/>, which outlives it.
/// </summary>
internal sealed class EngineProcess : IAsyncDisposable
{
    private static readonly TimeSpan RetryAtOnce = TimeSpan.FromMilliseconds(1);

    private readonly ServiceProvider _provider;

    public EngineProcess(
        World world,
        Faults faults,
        JuspaySettings? juspay,
        TimeProvider? clock,
        string version,
        SubmissionSettings? submission = null)
    {
        Faults = faults;
        var settings = new ServiceSettings(
            juspay ?? new() { ApiKey = "key_test" },
            submission ?? new(),
            new(),
            new() { Secrets = [World.Secret] },
            new(),
            new());
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services
            .AddSingleton(clock ?? world.Clock)
            .AddSingleton<WallClock>()
            .AddSingleton<FillRandom>(RandomNumberGenerator.Fill);
        services.AddAccountValidation(settings);
        services.AddAzureEngine(
            new(TimeSpan.FromDays(90), new() { ConnectionString = world.ConnectionString }), new(version));

        // The last registration wins: the storage through faults, and stand-ins for all that is outside.
        services.AddSingleton(_ => new TableServiceClient(world.ConnectionString, Options(faults)));
        services.AddSingleton<ISharedClock>(world.SharedClock);
        services
            .AddSingleton<IInstances>(new FaultyInstances(world.Instances, faults))
            .AddSingleton<IDeadLetters>(world.DeadLetters);
        services.AddHttpClient(nameof(JuspayClient)).ConfigurePrimaryHttpMessageHandler(_ => world.Juspay);
        services.AddHttpClient(nameof(CallbackSender)).ConfigurePrimaryHttpMessageHandler(_ => world.Receiver);
        _provider = services.BuildServiceProvider();
        Metrics = new(_provider.GetRequiredService<IMeterFactory>());
    }

    public Faults Faults { get; }

    public LogLines Logs { get; } = new();

    public MetricLines Metrics { get; }

    public IValidationEngine Engine => Get<IValidationEngine>();

    public T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        Metrics.Dispose();
        await _provider.DisposeAsync();
    }

    private static TableClientOptions Options(Faults faults)
    {
        var options = AzureTables.ClientOptions();
        options.Retry.Delay = options.Retry.MaxDelay = RetryAtOnce;
        options.Transport = new FaultyTransport(faults);
        return options;
    }
}
