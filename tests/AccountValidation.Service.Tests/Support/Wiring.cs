using System.Security.Cryptography;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.Service.Tests;

/// <summary>The service as the hosts register it, at a time that only the test moves.</summary>
internal sealed class Wiring : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    public Wiring(ServiceSettings settings, Action<IServiceCollection>? more = null, FakeTimeProvider? clock = null)
    {
        Clock = clock ?? new(Samples.Now);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<WallClock>()
            .AddSingleton<FillRandom>(RandomNumberGenerator.Fill);
        services.AddAccountValidation(settings);
        more?.Invoke(services);
        _provider = services.BuildServiceProvider();
        Settings = settings;
    }

    public Wiring(Uri juspay, Action<IServiceCollection>? more = null, FakeTimeProvider? clock = null)
        : this(Samples.Settings(juspay), more, clock)
    {
    }

    public ServiceSettings Settings { get; }

    public FakeTimeProvider Clock { get; }

    public LogLines Logs { get; } = new();

    public T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
