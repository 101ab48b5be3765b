using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

/// <summary>What the host under test answered.</summary>
internal sealed record Answer(int Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, string Text)
{
    /// <summary>The media type of the body, without its parameters.</summary>
    public string? MediaType => ContentHeaders.ContentType?.MediaType;

    /// <summary>The body as a JSON object.</summary>
    public JsonObject Body =>
        JsonNode.Parse(Text)?.AsObject() ?? throw new InvalidOperationException("The body is null.");

    /// <summary>The validation's id.</summary>
    public string Id => Body.Text("id") ?? throw new InvalidOperationException($"No id in {Text}");

    /// <summary>The validation's status.</summary>
    public string? ValidationStatus => Body.Text("status");

    /// <summary>Where the callback stands.</summary>
    public string? CallbackStatus => Body.Text("callback", "status");

    /// <summary>The only value of a header, or null.</summary>
    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;

    /// <summary>Shows what a failed test needs.</summary>
    public override string ToString() => $"{Status} {MediaType} {Text}";

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        new(
            (int)response.StatusCode,
            response.Headers,
            response.Content.Headers,
            await response.Content.ReadAsStringAsync(cancellationToken));
}
