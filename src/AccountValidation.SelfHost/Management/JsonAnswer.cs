using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountValidation.SelfHost.Management;

/// <summary>
/// A JSON answer written as the extension writes it: of a stated length, and with no more escaped than JSON asks for.
/// </summary>
/// <param name="body">The body.</param>
/// <param name="status">The HTTP status.</param>
internal sealed class JsonAnswer(JsonNode body, int status) : IResult
{
    // Safe here: the answer is JSON by its content type, and no part of a page.
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>An error as the extension tells it.</summary>
    public static JsonAnswer Error(int status, string message) => new(new JsonObject { ["Message"] = message }, status);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, Plain);
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = bytes.Length;
        await httpContext.Response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }
}
