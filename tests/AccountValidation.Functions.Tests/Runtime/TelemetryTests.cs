using System.Diagnostics;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.Functions.Tests.Runtime;

/// <summary>
/// The Azure host sends the same traces and metrics as the self-host, without the Functions host's part.
/// </summary>
/// <param name="azurite">Has the tables.</param>
public sealed class TelemetryTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Validation_WithACollector_IsOneTraceFromTheStartToTheCallback()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var host = await RuntimeHost.StartAsync(
            azurite,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_SERVICE_NAME", "pennies-on-azure"),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "300"));

        var id = await host.ValidateAsync("pending-1s-active.1");
        await host.FinishedAsync(id);

        IEnumerable<OtlpSpan> Spans() =>
            collector.Spans.Where(span => span.Attributes.GetValueOrDefault("validation.id") == id);
        await UntilAsync(() => Spans().Any(span => span.Name == "deliver callback"), "the callback's span arrives");
        Assert.Single(Spans().Select(span => span.TraceId).Distinct());
        Assert.Superset(
            new HashSet<string> { "validate", "check", "drop penny", "deliver callback" },
            Spans().Select(span => span.Name).ToHashSet());
        await UntilAsync(
            () => collector.Metrics.Any(metric => metric.Name == "accountvalidation.time_to_answer"),
            "the metrics arrive");
        Assert.Equal("pennies-on-azure", collector.Resource["service.name"]);
        Assert.DoesNotContain(collector.Bodies, body =>
            body.Contains("pending-1s-active.1", StringComparison.Ordinal)
            || body.Contains("an-api-key", StringComparison.Ordinal));
    }

    private static async Task UntilAsync(Func<bool> condition, string what)
    {
        var began = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(began.Elapsed < Deadline, $"Not within {Deadline}: {what}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
