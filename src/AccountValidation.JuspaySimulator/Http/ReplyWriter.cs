using System.Diagnostics;
using System.Globalization;

namespace AccountValidation.JuspaySimulator;

/// <summary>Sends an answer, or makes sure that none arrives.</summary>
internal static class ReplyWriter
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(5);

    public static Task WriteAsync(HttpContext context, Reply reply, TimeProvider clock, CancellationToken stopping)
    {
        context.Response.Headers["x-request-id"] = context.TraceIdentifier;
        switch (reply.Answer)
        {
            case Answer.Proper or Answer.Echo:
                return context.Response.WriteAsJsonAsync(reply.Account, JuspayJson.Default.AccountBody, cancellationToken: CancellationToken.None);
            case Answer.Error error:
                return WriteErrorAsync(context.Response, error);
            case Answer.Foreign foreign:
                (context.Response.StatusCode, context.Response.ContentType) = (foreign.Status, foreign.ContentType);
                return context.Response.WriteAsync(foreign.Body, CancellationToken.None);
            case Answer.Garbage garbage:
                return GarbageWriter.WriteAsync(context.Response, garbage.Kind, reply.Account);
            case Answer.Silence:
                return KeepSilentAsync(context, clock, stopping);
            case Answer.Reset:
                context.Abort();
                return Task.CompletedTask;
            default:
                throw new UnreachableException();
        }
    }

    private static Task WriteErrorAsync(HttpResponse response, Answer.Error error)
    {
        response.StatusCode = error.Status;
        if (error.RetryAfter is { } delay)
        {
            response.Headers.RetryAfter = delay.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        }

        return response.WriteAsJsonAsync(ErrorBody.Of(error), JuspayJson.Default.ErrorBody);
    }

    private static async Task KeepSilentAsync(HttpContext context, TimeProvider clock, CancellationToken stopping)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await Task.Delay(LongestSilence, clock, gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }
}
