using System.Security.Cryptography;
using AccountValidation.Core.Schedules;
using AccountValidation.SelfHost.Demo;
using AccountValidation.SelfHost.Engine;
using AccountValidation.SelfHost.Intake;
using AccountValidation.SelfHost.Listening;
using AccountValidation.SelfHost.Management;
using AccountValidation.SelfHost.Storage;
using AccountValidation.Service;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Http;
using AccountValidation.Service.Telemetry;

namespace AccountValidation.SelfHost.Hosting;

internal static class SelfHostApp
{
    // The web server stops first, then running steps get the drain time. This time remains to close the store.
    private static readonly TimeSpan TimeToClose = TimeSpan.FromSeconds(10);

    /// <summary>Adds the configuration's sources, and no services of the program yet.</summary>
    /// <exception cref="Service.Settings.SettingsException">A source cannot be read.</exception>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSystemd(); // has no effect unless systemd started the program
        ConsoleLogs.Add(builder);
        SecretsDirectory.Add(builder.Configuration);
        return builder;
    }

    /// <summary>Builds the program: settings, store, engine, routes.</summary>
    /// <exception cref="Service.Settings.SettingsException">The settings do not allow a start.</exception>
    /// <exception cref="StoreException">The database does not allow a start.</exception>
    public static WebApplication Build(string[] args)
    {
        var builder = CreateBuilder(args);
        if (!ListenAddress.IsConfigured(builder.Configuration))
        {
            builder.WebHost.UseUrls(ListenAddress.Default);
        }

        // The host throws every error that it logs here, and Program prints the exception in one sentence.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        var settings = HostSettings.Read(builder.Configuration, builder.Environment);
        builder.AddListener(settings.Descriptors);
        AddServices(builder.Services, settings);
        Telemetry.Add(builder);
        var app = builder.Build();
        // The store opens now, so that a fault stops the start before the simulator writes its ledger.
        var database = app.Services.GetRequiredService<Database>();
        Listener.Announce(app.Logger, settings.Descriptors);
        StoreNotices.Tell(
            app.Logger,
            database.Opened,
            settings.SelfHost.GoOnFrom,
            app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        _ = app.Services.GetRequiredService<StoreWriterThread>(); // created before all writers, so disposed after them
        _ = app.Services.GetRequiredService<EngineGauges>(); // the gauges exist from now on
        MapRoutes(app, settings);
        return app;
    }

    private static void AddServices(IServiceCollection services, HostSettings settings)
    {
        services.Configure<HostOptions>(options =>
            options.ShutdownTimeout = settings.SelfHost.ReadinessDelay + settings.SelfHost.DrainTime + TimeToClose);
        services.AddProblemDetails();
        services
            .AddSingleton<TimeProvider>(new SteadyClock(TimeProvider.System))
            .AddSingleton(new WallClock(TimeProvider.System));
        services.AddSingleton<FillRandom>(RandomNumberGenerator.Fill);
        services.AddAccountValidation(settings.Service);
        services.AddSingleton(settings).AddSingleton(settings.SelfHost);
        services.AddSingleton(provider => Database.Open(settings.SelfHost.DatabasePath, TermsOf(settings, provider)));
        services.AddSingleton<StoreWriter>().AddSingleton<StoreWriterThread>().AddSingleton<StoreReader>();
        services.AddSingleton<IWaitCounts, WaitCounts>();
        services
            .AddSingleton<DueQueue>()
            .AddSingleton<SettlementWatch>()
            .AddSingleton<StateJournal>()
            .AddSingleton(_ => new CallbackPermits(settings.Descriptors.Callbacks));
        services
            .AddSingleton<SelfHostEngine>()
            .AddSingleton<IValidationEngine>(provider => provider.GetRequiredService<SelfHostEngine>())
            .AddSingleton<IOperatorSignals>(provider => provider.GetRequiredService<SelfHostEngine>());
        services.AddSingleton<IEngineFigures, EngineFigures>().AddSingleton<EngineGauges>();
        services
            .AddHostedService<Runner>()
            .AddHostedService<RetentionPurge>()
            .AddHostedService<StoreBeat>()
            .AddHostedService<ReadinessDelay>();
        services.AddHostedService<SecretsRotation>();
        services.AddManagementApi();
        services.AddSingleton<ClockWatch>().AddHostedService(provider => provider.GetRequiredService<ClockWatch>());
        services.AddHealthChecks().AddCheck<StoreHealthCheck>("store").AddCheck<ClockHealthCheck>("clock");
        if (settings.Service.Queues.ConnectionString is not null)
        {
            services.AddQueues().AddSingleton<IntakeWorker>().AddHostedService<IntakeService>();
        }

        if (settings.Demo is not null)
        {
            DemoParts.Add(services, settings.Demo, settings.SelfHost.DatabasePath);
        }
        else if (settings.HasGeneratedSecret)
        {
            services.AddHostedService<GeneratedSecretWarning>();
        }
    }

    private static StoreTerms TermsOf(HostSettings settings, IServiceProvider provider) => new(
        settings.SelfHost.GoOnFrom,
        ConfirmSchedule.TimeToShow(settings.Service.Juspay.Timeout, settings.Service.Submission.ConfirmAfter),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<FillRandom>(),
        FileIdentity.Of);

    private static void MapRoutes(WebApplication app, HostSettings settings)
    {
        app.UseContract(app.Configuration);
        app.MapContract();
        app.MapManagementApi();
        if (app.Environment.IsDevelopment())
        {
            app.MapApiPage();
        }

        if (settings.Demo is not null)
        {
            DemoParts.Map(app);
        }
    }
}
