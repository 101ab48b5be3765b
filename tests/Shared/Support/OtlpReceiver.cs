using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Tests.Support;

/// <summary>A collector: receives and decodes OTLP, as Protocol Buffers over HTTP.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<OtlpSpan> _spans = new();
    private readonly ConcurrentQueue<OtlpMetric> _metrics = new();
    private readonly ConcurrentQueue<string> _logs = new();
    private readonly ConcurrentQueue<string> _bodies = new();
    private readonly ConcurrentDictionary<string, string> _resource = new();
    private readonly ConcurrentDictionary<string, string> _headers = new();

    private OtlpReceiver(WebApplication app, Uri address) => (_app, Address) = (app, address);

    public Uri Address { get; }

    public IReadOnlyCollection<OtlpSpan> Spans => _spans;

    public IReadOnlyCollection<OtlpMetric> Metrics => _metrics;

    /// <summary>The texts of the log lines.</summary>
    public IReadOnlyCollection<string> Logs => _logs;

    /// <summary>The bodies as text: strings stand in them as they are.</summary>
    public IReadOnlyCollection<string> Bodies => _bodies;

    /// <summary>The attributes of the sending program.</summary>
    public IReadOnlyDictionary<string, string> Resource => _resource;

    /// <summary>The headers of the last request.</summary>
    public IReadOnlyDictionary<string, string> Headers => _headers;

    public static async Task<OtlpReceiver> StartAsync()
    {
        OtlpReceiver? receiver = null;
        var (app, address) = await LoopbackServer.StartAsync(
            _ => { },
            app =>
            {
                app.MapPost("/v1/traces", (HttpRequest request) => receiver!.TakeAsync(request, receiver.TakeSpans));
                app.MapPost("/v1/metrics", (HttpRequest request) => receiver!.TakeAsync(request, receiver.TakeMetrics));
                app.MapPost("/v1/logs", (HttpRequest request) => receiver!.TakeAsync(request, receiver.TakeLogs));
            },
            TestContext.Current.CancellationToken);
        return receiver = new(app, address);
    }

    public ValueTask DisposeAsync() => LoopbackServer.StopAsync(_app);

    private async Task<IResult> TakeAsync(HttpRequest request, Action<ProtoMessage> take)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        foreach (var (name, value) in request.Headers)
        {
            _headers[name] = value.ToString();
        }

        _bodies.Enqueue(Encoding.UTF8.GetString(body.ToArray()));
        foreach (var resource in ProtoMessage.Parse(body.ToArray()).Messages(1))
        {
            foreach (var (name, value) in resource.Messages(1).SelectMany(found => OtlpValues.Of(found, 1)))
            {
                _resource[name] = value;
            }

            foreach (var scope in resource.Messages(2))
            {
                take(scope);
            }
        }

        return Results.Bytes([], "application/x-protobuf");
    }

    private void TakeSpans(ProtoMessage scope)
    {
        foreach (var span in scope.Messages(2))
        {
            _spans.Enqueue(new(span.Text(5), span.Hex(1), span.Hex(2), span.Hex(4), OtlpValues.Of(span, 9)));
        }
    }

    private void TakeMetrics(ProtoMessage scope)
    {
        foreach (var metric in scope.Messages(2))
        {
            var (kind, field) = metric.Has(9) ? ("histogram", 9) : metric.Has(7) ? ("sum", 7) : ("gauge", 5);
            foreach (var data in metric.Messages(field))
            {
                var isMonotonic = kind == "sum" && data.Number(3) != 0;
                foreach (var point in data.Messages(1))
                {
                    var value = kind == "histogram" || point.Has(6) ? point.Number(kind == "histogram" ? 4 : 6)
                        : point.Double(4);
                    var tags = OtlpValues.Of(point, kind == "histogram" ? 9 : 7);
                    _metrics.Enqueue(new(metric.Text(1), metric.Text(3), kind, isMonotonic, value, tags));
                }
            }
        }
    }

    private void TakeLogs(ProtoMessage scope)
    {
        foreach (var body in scope.Messages(2).SelectMany(line => line.Messages(5)))
        {
            _logs.Enqueue(body.Text(1));
        }
    }
}

/// <summary>A received span; the ids in hexadecimal digits.</summary>
internal sealed record OtlpSpan(
    string Name, string TraceId, string Id, string ParentId, IReadOnlyDictionary<string, string> Attributes);

/// <summary>A received point of a metric: its value, or the count of a histogram.</summary>
internal sealed record OtlpMetric(
    string Name, string Unit, string Kind, bool IsMonotonic, double Value, IReadOnlyDictionary<string, string> Tags);

/// <summary>Reads attributes.</summary>
internal static class OtlpValues
{
    public static IReadOnlyDictionary<string, string> Of(ProtoMessage message, int field) =>
        message.Messages(field).ToDictionary(pair => pair.Text(1), pair => ValueOf(pair.Messages(2).Single()));

    private static string ValueOf(ProtoMessage value) =>
        value.Has(1) ? value.Text(1)
        : value.Has(4) ? $"{value.Double(4)}"
        : $"{(long)(value.Has(3) ? value.Number(3) : value.Number(2))}";
}
