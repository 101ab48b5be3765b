using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccountValidation.JuspaySimulator.Accounts;
using AccountValidation.JuspaySimulator.Scripts;

namespace AccountValidation.JuspaySimulator.Http;

/// <summary>Sends an answer, keeps silent, or breaks the connection.</summary>
internal static class ReplyWriter
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(5);

    public static Task WriteAsync(HttpContext context, Reply reply, TimeProvider clock, CancellationToken stopping)
    {
        var response = context.Response;
        response.Headers["x-request-id"] = context.TraceIdentifier;
        switch (reply.Answer)
        {
            case Answer.Proper or Answer.Echo:
                return response.WriteAsJsonAsync(
                    AccountBody.Of(reply.Account),
                    JuspayJson.Default.AccountBody,
                    cancellationToken: CancellationToken.None);
            case Answer.Error error:
                return WriteErrorAsync(response, error);
            case Answer.Foreign foreign:
                (response.StatusCode, response.ContentType) = (foreign.Status, foreign.ContentType);
                return response.WriteAsync(foreign.Body, CancellationToken.None);
            case Answer.Garbage garbage:
                return GarbageWriter.WriteAsync(response, garbage.Kind, AccountBody.Of(reply.Account));
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

/// <summary>Writes responses that no client can read as the account.</summary>
internal static class GarbageWriter
{
    private const string Json = "application/json; charset=utf-8";
    private const int HugeLength = 8 * 1024 * 1024;
    private const int ChunkLength = 64 * 1024;

    public static Task WriteAsync(HttpResponse response, GarbageKind kind, AccountBody account) => kind switch
    {
        GarbageKind.NotJson => TextAsync(response, "<<<\u0001 upstream said: %PDF-1.4"),
        GarbageKind.Html => TextAsync(response, "<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html"),
        GarbageKind.Empty => TextAsync(response, ""),
        GarbageKind.Truncated => TextAsync(response, Half(Proper(account))),
        GarbageKind.Huge => HugeAsync(response, account),
        GarbageKind.WrongType => TextAsync(
            response, Changed(account, status: 7, lastValidated: new JsonArray(true), details: "none")),
        GarbageKind.UnknownStatus => TextAsync(response, Changed(account, status: "PERHAPS")),
        GarbageKind.Redirect => RedirectAsync(response),
        GarbageKind.OtherId => TextAsync(response, Changed(account, status: "ACTIVE", id: "somebody_else")),
        GarbageKind.HalfCharacter => TextAsync(response, HalfCharacter(account)),
        _ => throw new UnreachableException(),
    };

    private static Task TextAsync(HttpResponse response, string text, string contentType = Json)
    {
        response.ContentType = contentType;
        response.ContentLength = Encoding.UTF8.GetByteCount(text);
        return response.WriteAsync(text);
    }

    private static string Half(string text) => text[..(text.Length / 2)];

    private static string Proper(AccountBody account) =>
        JsonSerializer.Serialize(account, JuspayJson.Default.AccountBody);

    // Replaces a marker, because no JSON library writes half a surrogate pair.
    private static string HalfCharacter(AccountBody account)
    {
        const string Marker = "HALF";
        var details = new JsonObject { ["beneficiary_name"] = $"RAM {Marker}" };
        return Changed(account, account.ValidationStatus, details: details)
            .Replace(Marker, "\\ud83d", StringComparison.Ordinal);
    }

    private static string Changed(
        AccountBody account,
        JsonNode status,
        JsonNode? lastValidated = null,
        JsonNode? details = null,
        string? id = null)
    {
        var body = JsonNode.Parse(Proper(account))!.AsObject();
        body["id"] = id ?? account.Id;
        body["validation_status"] = status;
        body["last_validated"] = lastValidated ?? body["last_validated"]?.DeepClone();
        body["account_details"] = details ?? body["account_details"]?.DeepClone();
        return body.ToJsonString();
    }

    // Ends with a proper answer in valid JSON: a bound on the length is a client's only protection.
    private static async Task HugeAsync(HttpResponse response, AccountBody account)
    {
        response.ContentType = Json;
        var chunk = new byte[ChunkLength];
        Array.Fill(chunk, (byte)'x');
        var gone = response.HttpContext.RequestAborted;

        await response.WriteAsync("{\"padding\":\"");
        for (var written = 0; written < HugeLength && !gone.IsCancellationRequested; written += ChunkLength)
        {
            await response.Body.WriteAsync(chunk);
        }

        await response.WriteAsync("\"," + Proper(account)[1..]);
    }

    private static Task RedirectAsync(HttpResponse response)
    {
        response.Redirect("/somewhere-else");
        return Task.CompletedTask;
    }
}
