using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountValidation.SelfHost.Management;

/// <summary>
/// Writes a JSON response as the extension does: with a stated length, and with no more characters escaped than JSON
/// requires.
/// </summary>
/// <param name="body">The body.</param>
/// <param name="status">The HTTP status.</param>
internal sealed class JsonAnswer(JsonNode body, int status) : IResult
{
    // Safe here: the content type says JSON, and no page embeds the response.
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Returns an error in the format of the extension.</summary>
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
