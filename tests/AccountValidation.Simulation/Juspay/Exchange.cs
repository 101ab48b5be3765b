using System.Globalization;
using System.Net;
using System.Text;
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
/// One HTTP exchange on a simulated network. What ends it is always an entry of the agenda, never the process's own
/// code: continuations inside the HTTP client then run where they were begun.
/// </summary>
internal sealed class Exchange
{
    private readonly TaskCompletionSource<HttpResponseMessage> _response = new();
    private readonly VirtualTime _time;

    /// <summary>Begins an exchange that the sender may give up.</summary>
    public Exchange(VirtualTime time, CancellationToken cancellationToken)
    {
        _time = time;
        cancellationToken.UnsafeRegister(_ => time.After(TimeSpan.Zero, () => GiveUp(cancellationToken)), null);
    }

    /// <summary>Raised once, when it has ended in whatever way.</summary>
    public event Action? Ended;

    /// <summary>The answer, once it has come.</summary>
    public Task<HttpResponseMessage> Response => _response.Task;

    /// <summary>True once the answer came, or the sender has given it up.</summary>
    public bool HasEnded => _response.Task.IsCompleted;

    /// <summary>Ends in a fault of the network.</summary>
    public void Fail(TimeSpan after, Exception exception) =>
        _time.After(after, () => _time.Host.Reach(() => Ends(_response.TrySetException(exception))));

    /// <summary>Ends in an answer.</summary>
    public void Answer(TimeSpan after, int status, string body, TimeSpan? retryAfter)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        Answer(after, new() { By = Who.Stranger, Status = status, Body = bytes, RetryAfter = retryAfter }, null);
    }

    /// <summary>Ends in an answer.</summary>
    /// <param name="after">After how long.</param>
    /// <param name="answer">It.</param>
    /// <param name="read">Is told when the sender reads it, who may have given up before; with the time at which it
    /// came.</param>
    public void Answer(TimeSpan after, Answer answer, Action<TimeSpan>? read) => _time.After(after, () =>
    {
        var cameAt = _time.Now;
        _time.Host.Reach(() =>
        {
            if (!HasEnded)
            {
                read?.Invoke(cameAt);
                Ends(_response.TrySetResult(Message(answer)));
            }
        });
    });

    private HttpResponseMessage Message(Answer answer)
    {
        HttpContent content = answer.End is { } end
            ? new StreamContent(new BrokenStream(answer.Body, end, _time))
            : new ByteArrayContent(answer.Body);
        content.Headers.ContentType = new(answer.MediaType);
        if (answer.IsPacked)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = content };
        if (answer.RetryAfter is { } wait)
        {
            response.Headers.TryAddWithoutValidation(
                "Retry-After",
                ((long)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        }

        return response;
    }

    private void GiveUp(CancellationToken cancellationToken) => Ends(_response.TrySetCanceled(cancellationToken));

    private void Ends(bool hasEnded)
    {
        if (hasEnded)
        {
            Ended?.Invoke();
        }
    }
}
