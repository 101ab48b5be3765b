using System.Diagnostics;

namespace AccountValidation.AzureEngine.Steps;

/// <summary>
/// The spans of steps. Each is a child of the request that started the validation, however much later it is performed
/// and whatever the host traces between them: so a validation is one trace, from its request to its delivered callback.
/// </summary>
public static class StepTracing
{
    /// <summary>The name of the spans' source.</summary>
    public const string SourceName = "AccountValidation";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins the span of a step; null when nobody listens.</summary>
    public static Activity? Begin(string step, StepRequest request)
    {
        var span = ActivityContext.TryParse(request.TraceParent, traceState: null, isRemote: true, out var start)
            ? Source.StartActivity(step, ActivityKind.Internal, start)
            : Source.StartActivity(step);
        return span?.SetTag("validation.id", request.ValidationId);
    }
}
