using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountValidation.JuspaySimulator;

/// <summary>Writes answers that cannot be understood.</summary>
internal static class GarbageWriter
{
    private const string Json = "application/json; charset=utf-8";
    private const int HugeLength = 8 * 1024 * 1024;
    private const int ChunkLength = 64 * 1024;

    public static Task WriteAsync(HttpResponse response, GarbageKind kind, AccountBody account) => kind switch
    {
        GarbageKind.NotJson => TextAsync(response, Json, "<<<\u0001 upstream said: %PDF-1.4"),
        GarbageKind.Html => TextAsync(response, "text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>"),
        GarbageKind.Empty => TextAsync(response, Json, ""),
        GarbageKind.Truncated => TextAsync(response, Json, Half(Proper(account))),
        GarbageKind.Huge => HugeAsync(response, account),
        GarbageKind.WrongType => TextAsync(response, Json, Changed(account, status: 7, lastValidated: new JsonArray(true), details: "none")),
        GarbageKind.UnknownStatus => TextAsync(response, Json, Changed(account, status: "PERHAPS")),
        GarbageKind.Redirect => RedirectAsync(response),
        GarbageKind.OtherId => TextAsync(response, Json, Changed(account, status: "ACTIVE", id: "somebody_else")),
        GarbageKind.HalfCharacter => TextAsync(response, Json, HalfCharacter(account)),
        _ => throw new UnreachableException(),
    };

    private static Task TextAsync(HttpResponse response, string contentType, string text)
    {
        response.ContentType = contentType;
        response.ContentLength = Encoding.UTF8.GetByteCount(text);
        return response.WriteAsync(text);
    }

    private static string Half(string text) => text[..(text.Length / 2)];

    private static string Proper(AccountBody account) => JsonSerializer.Serialize(account, JuspayJson.Default.AccountBody);

    // A name whose last character is half a surrogate pair: no JSON library writes that.
    private static string HalfCharacter(AccountBody account)
    {
        const string Whole = "HALF";
        var details = new JsonObject { ["beneficiary_name"] = $"RAM {Whole}" };
        return Changed(account, account.ValidationStatus, details: details).Replace(Whole, "\\ud83d", StringComparison.Ordinal);
    }

    private static string Changed(
        AccountBody account, JsonNode status, JsonNode? lastValidated = null, JsonNode? details = null, string? id = null)
    {
        var body = JsonNode.Parse(Proper(account))!.AsObject();
        body["id"] = id ?? account.Id;
        body["validation_status"] = status;
        body["last_validated"] = lastValidated ?? body["last_validated"]?.DeepClone();
        body["account_details"] = details ?? body["account_details"]?.DeepClone();
        return body.ToJsonString();
    }

    // Valid JSON with a proper answer at its very end, so that only a bound on the length protects a client.
    private static async Task HugeAsync(HttpResponse response, AccountBody account)
    {
        response.ContentType = Json;
        var chunk = new byte[ChunkLength];
        Array.Fill(chunk, (byte)'x');

        await response.WriteAsync("{\"padding\":\"");
        for (var written = 0; written < HugeLength && !response.HttpContext.RequestAborted.IsCancellationRequested; written += ChunkLength)
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
