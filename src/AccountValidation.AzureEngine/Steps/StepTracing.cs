using System.Diagnostics;
using AccountValidation.Service.Telemetry;

namespace AccountValidation.AzureEngine.Steps;

/// <summary>
/// The spans of steps. Each span is a child of the start request's span. Neither a late step nor a span of the host in
/// between changes that. So a validation is a single trace from its request to its delivered callback.
/// </summary>
public static class StepTracing
{
    private static readonly ActivitySource Source = new(Spans.SourceName);

    /// <summary>Begins the span of a step; null when nobody listens.</summary>
    public static Activity? Begin(string step, StepRequest request)
    {
        var span = ActivityContext.TryParse(request.TraceParent, traceState: null, isRemote: true, out var start)
            ? Source.StartActivity(step, ActivityKind.Internal, start)
            : Source.StartActivity(step);
        return span?.SetTag("validation.id", request.ValidationId);
    }
}
