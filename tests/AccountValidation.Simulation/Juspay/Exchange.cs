using System.Globalization;
using System.Net;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Juspay;

/// <summary>How a body ends that does not end properly.</summary>
internal enum BodyEnd
{
    /// <summary>The connection breaks.</summary>
    Breaks,

    /// <summary>Nothing further comes.</summary>
    NeverComes,
}

/// <summary>
/// One HTTP exchange on a simulated network. What ends it is always an entry of the agenda, never the process's own code: continuations
/// inside the HTTP client then run where they were begun.
/// </summary>
internal sealed class Exchange
{
    private readonly TaskCompletionSource<HttpResponseMessage> _response = new();
    private readonly VirtualTime _time;

    /// <summary>Begins an exchange that the sender may give up.</summary>
    public Exchange(VirtualTime time, CancellationToken cancellationToken)
    {
        _time = time;
        cancellationToken.UnsafeRegister(_ => time.After(TimeSpan.Zero, () => _response.TrySetCanceled(cancellationToken)), null);
    }

    /// <summary>The answer, once it has come.</summary>
    public Task<HttpResponseMessage> Response => _response.Task;

    /// <summary>Ends in a fault of the network.</summary>
    public void Fail(TimeSpan after, Exception exception) => _time.After(after, () => _response.TrySetException(exception));

    /// <summary>Ends in an answer.</summary>
    public void Answer(TimeSpan after, int status, string body, TimeSpan? retryAfter) => Answer(after, status, new StringContent(body), retryAfter);

    /// <summary>Ends in an answer whose body does not end properly.</summary>
    public void Answer(TimeSpan after, int status, BodyEnd end, string begun) =>
        Answer(after, status, new StreamContent(new BrokenStream(System.Text.Encoding.UTF8.GetBytes(begun), end, _time)), null);

    private void Answer(TimeSpan after, int status, HttpContent content, TimeSpan? retryAfter) => _time.After(after, () =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = content };
        if (retryAfter is { } wait)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", ((long)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        }

        _response.TrySetResult(response);
    });
}
