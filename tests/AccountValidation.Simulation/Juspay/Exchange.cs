using System.Globalization;
using System.Net;
using System.Text;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Juspay;

/// <summary>The improper ends of a body.</summary>
internal enum BodyEnd
{
    /// <summary>The connection breaks.</summary>
    Breaks,

    /// <summary>The rest never comes.</summary>
    NeverComes,
}

/// <summary>
/// One HTTP exchange on a simulated network. Only an entry of the agenda ends it, never the process's own code.
/// Continuations inside the HTTP client therefore run where they began.
/// </summary>
internal sealed class Exchange
{
    private readonly TaskCompletionSource<HttpResponseMessage> _response = new();
    private readonly VirtualTime _time;

    /// <summary>Begins an exchange that the sender may cancel.</summary>
    public Exchange(VirtualTime time, CancellationToken cancellationToken)
    {
        _time = time;
        cancellationToken.UnsafeRegister(_ => time.After(TimeSpan.Zero, () => GiveUp(cancellationToken)), null);
    }

    /// <summary>Raised once, at any end.</summary>
    public event Action? Ended;

    /// <summary>The response, once received.</summary>
    public Task<HttpResponseMessage> Response => _response.Task;

    /// <summary>True once the response came, or the sender has cancelled.</summary>
    public bool HasEnded => _response.Task.IsCompleted;

    /// <summary>Plans a network fault as the end.</summary>
    public void Fail(TimeSpan after, Exception exception) =>
        _time.After(after, () => _time.Host.Reach(() => Ends(_response.TrySetException(exception))));

    /// <summary>Plans an answer as the end.</summary>
    public void Answer(TimeSpan after, int status, string body, TimeSpan? retryAfter)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        Answer(after, new() { By = Who.Stranger, Status = status, Body = bytes, RetryAfter = retryAfter }, null);
    }

    /// <summary>Plans an answer as the end.</summary>
    /// <param name="after">The time until the answer.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="read">Called when the sender reads the answer, with the arrival time; the sender may have cancelled
    /// before.</param>
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
