using System.Diagnostics.Metrics;
using AccountValidation.Service.Queues;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.Service.Tests;

/// <summary>The service with queues of its own.</summary>
internal sealed class QueueWiring : IAsyncDisposable
{
    private readonly Wiring _wiring;
    private readonly AzuriteServer? _server;

    private QueueWiring(string connectionString, string name, AzuriteServer? server)
    {
        var queues = new QueueSettings
        {
            ConnectionString = connectionString,
            Intake = name,
            CallbackDeadLetters = name + "-letters",
        };
        _wiring = new(Samples.Settings(new("http://127.0.0.1/")) with { Queues = queues }, services =>
            services.AddQueues());
        _server = server;
        Metrics = new(_wiring.Get<IMeterFactory>());
    }

    public QueueSettings Settings => _wiring.Settings.Queues;

    public AzuriteServer Server => _server ?? throw new InvalidOperationException("There is no server.");

    public StorageQueues Access => Get<StorageQueues>();

    public LogLines Logs => _wiring.Logs;

    public MetricLines Metrics { get; }

    public static async Task<QueueWiring> StartAsync(AzuriteFixture azurite)
    {
        var server = await azurite.ServerAsync();
        return new(server.ConnectionString, azurite.NewName(), server);
    }

    public static QueueWiring To(string connectionString, string name) => new(connectionString, name, server: null);

    public T Get<T>()
        where T : notnull => _wiring.Get<T>();

    public ValueTask DisposeAsync()
    {
        Metrics.Dispose();
        return _wiring.DisposeAsync();
    }
}
