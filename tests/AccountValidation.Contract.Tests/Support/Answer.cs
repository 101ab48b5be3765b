using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

/// <summary>A response of the host under test.</summary>
internal sealed record Answer(int Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, string Text)
{
    /// <summary>The media type of the body, without its parameters.</summary>
    public string? MediaType => ContentHeaders.ContentType?.MediaType;

    /// <summary>The body as a JSON object.</summary>
    public JsonObject Body =>
        JsonNode.Parse(Text)?.AsObject() ?? throw new InvalidOperationException("The body is null.");

    /// <summary>The id of the validation.</summary>
    public string Id => Body.Text("id") ?? throw new InvalidOperationException($"No id in {Text}");

    /// <summary>The status of the validation.</summary>
    public string? ValidationStatus => Body.Text("status");

    /// <summary>The status of the callback.</summary>
    public string? CallbackStatus => Body.Text("callback", "status");

    /// <summary>The only value of a header; null without the header.</summary>
    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;

    /// <summary>The parts of the response that a failed test needs.</summary>
    public override string ToString() => $"{Status} {MediaType} {Text}";

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        new(
            (int)response.StatusCode,
            response.Headers,
            response.Content.Headers,
            await response.Content.ReadAsStringAsync(cancellationToken));
}
