using System.Text.Json.Nodes;
using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Disclosure;

/// <summary>The same run in this process, to record all its metrics and traces.</summary>
public sealed class TelemetryDisclosureTests
{
    private static readonly Place[] Places = [Place.Metric, Place.Trace];

    [Fact]
    public async Task Run_WithEveryListener_TellsEachThingWhereTheTableSaysAndNowhereElse()
    {
        var transcript = new Transcript();
        using var listeners = new Listeners(transcript);
        await using var juspay = await TalkativeJuspay.StartAsync();
        await using var receiver = await TalkativeReceiver.StartAsync(transcript);
        using var folder = new TempFolder();
        await using (
            var app = await AppInProcess.StartAsync(
                "Production",
                Run.Settings(juspay.Address, folder.Database)
                    .Select(setting => (setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value))))
        {
            using var caller = new Caller(app.Address, new());
            await new Run(app.Address, caller, receiver).EverythingAsync();
        }

        var expected = Allowed.At(Places).ToList();
        var found = transcript.Found.Where(line =>
            Places.Any(place => line.EndsWith($" in {place}", StringComparison.Ordinal)));
        var shown = Seed.All.Select(seed => $"{seed} in {Place.Callback}");
        Assert.True(
            expected.SequenceEqual(found), $"{string.Join('\n', found)}\n{transcript.Show([.. expected, .. shown])}");
        Assert.Superset(
            new HashSet<string>
            {
                "accountvalidation.settled",
                "accountvalidation.juspay.calls",
                "http.server.request.duration",
                "http.client.request.duration",
            },
            listeners.Heard);
    }

    [Fact]
    public async Task Run_WithACollector_SendsNothingConfidential()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var juspay = await TalkativeJuspay.StartAsync();
        await using var receiver = await TalkativeReceiver.StartAsync(new());
        using var folder = new TempFolder();
        var (host, address) = await HostProcess.StartListeningAsync(
            new Dictionary<string, string>(Run.Settings(juspay.Address, folder.Database))
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["Logging__LogLevel__Default"] = "Trace",
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
                ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "300",
            });
        await using var running = host;
        using var caller = new Caller(address, new());

        await new Run(address, caller, receiver).EverythingAsync();
        host.Terminate();
        await host.EndAsync();

        Assert.NotEmpty(collector.Spans);
        Assert.NotEmpty(collector.Metrics);
        Assert.NotEmpty(collector.Logs);
        var sent = new Transcript();
        foreach (var body in collector.Bodies)
        {
            sent.Add(Place.Trace, body);
        }

        Assert.True(!sent.Found.Any(), $"{string.Join('\n', sent.Found)}\n{sent.Show([])}");
    }

    // The run with every listener gets this switch from the configuration of the tests.
    [Fact]
    public async Task Program_AsItIsPublished_HasNoSpansOfOutgoingCalls()
    {
        var configuration = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "AccountValidation.SelfHost.runtimeconfig.json"),
            TestContext.Current.CancellationToken);

        Assert.False(
            JsonNode.Parse(configuration)!["runtimeOptions"]!["configProperties"]![
                "System.Net.Http.EnableActivityPropagation"
            ]!.GetValue<bool>());
    }
}
