using System.Net.Http.Headers;

namespace AccountValidation.Service.Http;

/// <summary>Reads the <c>Retry-After</c> of an answer (RFC 9110, 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>The time to wait from now; null when none is asked for, or when it is over.</summary>
    public static TimeSpan? Read(HttpResponseHeaders headers, WallClock wallClock)
    {
        var wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - wallClock.Now,
            _ => TimeSpan.Zero,
        };
        return wait > TimeSpan.Zero ? wait : null;
    }
}
