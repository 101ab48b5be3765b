using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace AccountValidation.JuspaySimulator.Tests;

/// <summary>A response with its whole body.</summary>
internal sealed class JuspayAnswer(HttpResponseMessage response, string text)
{
    public HttpStatusCode Code { get; } = response.StatusCode;

    public HttpResponseHeaders Headers { get; } = response.Headers;

    public string? MediaType { get; } = response.Content.Headers.ContentType?.MediaType;

    public string Text { get; } = text;

    public JsonElement Json => JsonElement.Parse(Text);

    public string? Status => Field("validation_status");

    public string? LastValidated => Field("last_validated");

    public string? ErrorCode => Field("error_code");

    /// <summary>The HTTP status, with the validation status or the error code. Tables compare this string.</summary>
    public string Brief => $"{(int)Code} {Status ?? ErrorCode}";

    public string? Field(string name) => Json.TryGetProperty(name, out var value) ? value.ToString() : null;
}
