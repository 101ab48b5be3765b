using System.Diagnostics;
using AccountValidation.Core;

namespace AccountValidation.Service.Telemetry;

/// <summary>
/// The spans of a validation, the same on both hosts. All spans are in the trace of the start request, however late a
/// step comes. No span holds a path, a query, an account id or a customer id.
/// </summary>
public static class Spans
{
    /// <summary>The name of the spans' source.</summary>
    public const string SourceName = "AccountValidation";

    /// <summary>The span of a start, from the checked request to the stored validation.</summary>
    public const string Validate = "validate";

    /// <summary>The span of a check: a GET to Juspay.</summary>
    public const string Check = "check";

    /// <summary>The span of a penny drop: a POST to Juspay.</summary>
    public const string DropPenny = "drop penny";

    /// <summary>The span of one attempt to deliver a callback.</summary>
    public const string DeliverCallback = "deliver callback";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>
    /// The running span of this service, as W3C Trace Context writes it. Null when nobody listens, or when the trace is
    /// not recorded.
    /// </summary>
    public static string? TraceParent =>
        Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C, Source.Name: SourceName } span
            ? span.Id
            : null;

    /// <summary>Begins the span of a start, inside the span of its request; null when nobody listens.</summary>
    public static Activity? BeginValidate() => Source.StartActivity(Validate);

    /// <summary>Begins the span of a call to another machine; null when nobody listens.</summary>
    /// <param name="name">A name of this class.</param>
    /// <param name="validation">The validation, whose start request's trace the span joins.</param>
    /// <param name="host">The called host, without path, port or credentials.</param>
    public static Activity? Begin(string name, Validation validation, string host)
    {
        var isKnown = ActivityContext.TryParse(validation.TraceParent, null, isRemote: true, out var start);
        var isInside = !isKnown || Activity.Current?.TraceId == start.TraceId;
        var span = isInside
            ? Source.StartActivity(name, ActivityKind.Client)
            : Source.StartActivity(name, ActivityKind.Client, start);
        return span?.SetTag("validation.id", validation.Id).SetTag("server.address", host);
    }

    /// <summary>Marks a span as failed.</summary>
    /// <param name="span">The span; null when nobody listens.</param>
    /// <param name="cause">The cause, a fixed word.</param>
    public static void Fail(this Activity? span, string cause) =>
        span?.SetTag("error.type", cause).SetStatus(ActivityStatusCode.Error);
}
