using System.Reflection;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>The program sends traces, metrics and logs to a real receiver of OTLP.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static readonly string Dashboard = typeof(TelemetryTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(entry => entry.Key == "Dashboard").Value!;

    private World _world = null!;
    private OtlpReceiver _collector = null!;

    public async ValueTask InitializeAsync() =>
        (_world, _collector) = (await World.StartAsync(), await OtlpReceiver.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _collector.DisposeAsync();
    }

    [Fact]
    public async Task Validation_WithACollector_IsOneTraceFromTheRequestToTheCallback()
    {
        await using var running = await Running.StartAsync(Settings());
        var id = await running.Caller.StartAsync(
            "pending-1s-active", _world.Receiver.Accepting, $"00-{TraceId}-00f067aa0ba902b7-01");
        await _world.EverythingEndsAsync(1);

        await Eventually.TrueAsync(
            () => _collector.Spans.Any(span => span.Name == "deliver callback"), "the callback's span arrives");
        var trace = _collector.Spans.Where(span => span.TraceId == TraceId).ToLookup(span => span.Name);
        var request = Assert.Single(trace["POST /api/validations/"]);
        var start = Assert.Single(trace["validate"]);
        Assert.Equal("00f067aa0ba902b7", request.ParentId);
        Assert.Equal(request.Id, start.ParentId);
        var drop = Assert.Single(trace["drop penny"]);
        var callback = Assert.Single(trace["deliver callback"]);
        Assert.NotEmpty(trace["check"]);
        Assert.All([.. trace["check"], drop, callback], span =>
        {
            Assert.Equal(start.Id, span.ParentId);
            Assert.Equal("127.0.0.1", span.Attributes["server.address"]);
        });
        Assert.All([start, drop, callback], span => Assert.Equal(id, span.Attributes["validation.id"]));
        Assert.Equal("204", callback.Attributes["http.response.status_code"]);
        Assert.Equal($"00-{TraceId}-{callback.Id}-01", Assert.Single(_world.Receiver.Deliveries).TraceParent);
    }

    [Fact]
    public async Task Restart_InTheMiddleOfAValidation_GoesOnInTheSameTrace()
    {
        await using (var first = await Running.StartAsync(Settings()))
        {
            await first.Caller.StartAsync(
                "pending-2s-active", _world.Receiver.Accepting, $"00-{TraceId}-00f067aa0ba902b7-01");
            await Eventually.TrueAsync(
                () => _world.Validations.Any(validation => validation.HasSentPenny), "the penny drop is sent");
            await first.Host.KillAsync();
        }

        await using var second = await Running.StartAsync(Settings());
        await _world.EverythingEndsAsync(1);

        await Eventually.TrueAsync(
            () => _collector.Spans.Any(span => span.Name == "deliver callback"), "the callback's span arrives");
        Assert.Equal(TraceId, Assert.Single(_collector.Spans, span => span.Name == "deliver callback").TraceId);
    }

    [Fact]
    public async Task Metrics_WithACollector_ArriveUnderTheNamesOfTheSettings()
    {
        await using var running = await Running.StartAsync(Settings());
        await running.Caller.StartAsync("pending-1s-active", _world.Receiver.Accepting);
        await _world.EverythingEndsAsync(1);

        string[] expected =
        [
            "accountvalidation.accepted",
            "accountvalidation.callback.duration",
            "accountvalidation.callback.failed",
            "accountvalidation.juspay.call.duration",
            "accountvalidation.oldest_pending_age",
            "accountvalidation.open_drops",
            "accountvalidation.step_lateness",
            "accountvalidation.store.waiting_writes",
            "accountvalidation.time_to_answer",
            "dotnet.gc.collections",
            "http.client.request.duration",
            "http.server.request.duration",
            "kestrel.active_connections",
        ];
        await Eventually.TrueAsync(
            () => !expected.Except(_collector.Metrics.Select(metric => metric.Name)).Any(), "the metrics arrive");
        Assert.Contains(
            _collector.Metrics,
            metric => metric is { Name: "accountvalidation.time_to_answer", Kind: "histogram", Value: 1 }
                && metric.Tags["status"] == "ACTIVE");
        Assert.DoesNotContain(
            _collector.Metrics,
            metric => metric.Name.StartsWith("http.client.", StringComparison.Ordinal)
                && metric.Tags.ContainsKey("server.address"));
        Assert.Equal(
            ("pennies", "test", "a-token"),
            (
                _collector.Resource["service.name"],
                _collector.Resource["deployment.environment.name"],
                _collector.Headers["x-collector"]));
        await Eventually.GetAsync(
            () => Task.FromResult(string.Join(' ', NamesOfDotNet.Except(ExportedNames()))),
            missing => missing.Length == 0,
            "the metrics of .NET on the dashboard arrive");
        await Eventually.TrueAsync(
            () => _collector.Logs.Any(line => line.Contains("settled as ACTIVE", StringComparison.Ordinal)),
            "the log arrives");
    }

    [Fact]
    public async Task Callback_WithoutACollector_HasNoTraceParent()
    {
        await using var running = await Running.StartAsync(_world.Settings);
        await running.Caller.StartAsync(
            "pending-1s-active", _world.Receiver.Accepting, $"00-{TraceId}-00f067aa0ba902b7-01");
        await _world.EverythingEndsAsync(1);

        Assert.Equal("", Assert.Single(_world.Receiver.Deliveries).TraceParent);
        Assert.Null(Assert.Single(_world.Validations).TraceParent);
    }

    private static IEnumerable<string> NamesOfDotNet =>
        PrometheusNames.In(File.ReadAllText(Dashboard))
            .Where(name => !name.StartsWith("accountvalidation_", StringComparison.Ordinal));

    private IEnumerable<string> ExportedNames() => _collector.Metrics.SelectMany(metric =>
        PrometheusNames.Of(metric.Name, metric.Unit, metric.IsMonotonic, metric.Kind == "histogram"));

    private Dictionary<string, string> Settings() => new(_world.Settings)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector.Address.ToString(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-collector=a-token",
        ["OTEL_SERVICE_NAME"] = "pennies",
        ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment.name=test",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "300",
    };
}
