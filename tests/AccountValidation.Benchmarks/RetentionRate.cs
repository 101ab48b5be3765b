using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Settings;
using AccountValidation.AzureEngine.Sweeping;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccountValidation.Benchmarks;

/// <summary>
/// Measures how many validations a purge manages in a second, on tables of Azurite and with instances that only take
/// time: the framework's own work on an instance is not in the figure.
/// </summary>
internal static class RetentionRate
{
    private static readonly TimeSpan Retained = TimeSpan.FromDays(90);

    /// <summary>
    /// Fills the tables with validations that are due, purges them, and writes the rate to the console.
    /// </summary>
    /// <param name="connectionString">A storage account whose tables hold nothing else.</param>
    /// <param name="count">How many validations.</param>
    /// <param name="distance">What every call takes longer, as if the storage were as far away as a real one.</param>
    public static async Task RunAsync(string connectionString, int count, TimeSpan distance)
    {
        var (time, monitor) = (TimeProvider.System, new StoreMonitor(NullLogger<StoreMonitor>.Instance));
        var far = new Far();
        var options = AzureTables.ClientOptions();
        options.AddPolicy(far, HttpPipelinePosition.PerCall);
        using var tables = new AzureTables(new TableServiceClient(connectionString, options), monitor, time);
        var rows = new ValidationRows(tables, new Tokens(RandomNumberGenerator.Fill));
        await tables.EnsureAsync(CancellationToken.None);
        await Parallel.ForAsync(0, count, async (number, token) =>
            await rows.AddAsync(OldRow(number, time.GetUtcNow() - (2 * Retained)), token));

        var settings = new AzureSettings(Retained, new() { ConnectionString = connectionString });
        var retention = new RetentionPurge(
            new(tables, rows), rows, new NoInstances(distance), settings, time, NullLogger<RetentionPurge>.Instance);
        far.Distance = distance;
        var began = Stopwatch.GetTimestamp();
        await retention.PurgeAsync(CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(began);

        far.Distance = TimeSpan.Zero;
        var left = await new ListScan(tables, rows)
            .FinishedBeforeAsync(time.GetUtcNow(), CancellationToken.None)
            .CountAsync();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{count - left} of {count} validations purged in {took.TotalSeconds:F1} s: "
                + $"{(count - left) / took.TotalSeconds:F0} a second"));
    }

    private static ValidationRow OldRow(int number, DateTimeOffset at)
    {
        var request = new ValidationRequest
        {
            CustomerId = "cst_1",
            CustomerAccountId = $"banh_{number}",
            RoutingId = "cst_1",
            Amount = 1,
        };
        var terms = new Terms
        {
            JuspayTimeout = TimeSpan.FromSeconds(30),
            ReuseWithin = TimeSpan.Zero,
            ConfirmAfter = TimeSpan.FromSeconds(30),
            MaxAttempts = 2,
            Recheck = new(TimeSpan.FromSeconds(5), 1.6, TimeSpan.FromMinutes(10), 0, TimeSpan.FromHours(72)),
            CallbackSchedule = [],
        };
        var accepted = Lifecycle.Accept("val_" + Ulid.NewUlid(at), request, terms, at);
        return ValidationRow.Of(accepted, hub: "hub").With(Lifecycle.Apply(accepted, new Signal.Cancel(), at), at);
    }

    private sealed class Far : HttpPipelinePolicy
    {
        public TimeSpan Distance { get; set; }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await Task.Delay(Distance, TimeProvider.System, message.CancellationToken);
            await ProcessNextAsync(message, pipeline);
        }
    }

    private sealed class NoInstances(TimeSpan distance) : IInstances
    {
        // The framework reads the instance, reads its history, and deletes both side by side.
        private const int CallsAfterAnother = 3;

        public string HubName => "hub";

        public Task StartAsync(Turn turn, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<Instance?> FindAsync(string id, CancellationToken cancellationToken) =>
            Task.FromResult<Instance?>(null);

        public Task<InstanceState?> FindEndAsync(string id, CancellationToken cancellationToken) =>
            Task.FromResult<InstanceState?>(null);

        public Task SendEventAsync(string id, string eventName, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public Task PurgeAsync(string id, CancellationToken cancellationToken) =>
            Task.Delay(CallsAfterAnother * distance, TimeProvider.System, cancellationToken);
    }
}
