using System.Net.Http.Headers;

namespace AccountValidation.Service.Http;

/// <summary>Reads the <c>Retry-After</c> header of a response (RFC 9110, section 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>The time to wait from now; null without the header, or when that time has passed.</summary>
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
