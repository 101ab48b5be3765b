using System.Text;
using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

/// <summary>A request that the receiver got.</summary>
internal sealed record Delivery(
    DateTimeOffset At, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Bytes)
{
    public string Id => Headers["webhook-id"];

    public string Timestamp => Headers["webhook-timestamp"];

    public string Signatures => Headers["webhook-signature"];

    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public JsonObject Body =>
        JsonNode.Parse(Bytes.Span)?.AsObject() ?? throw new InvalidOperationException("The body is null.");

    public bool IsSignedWith(string secret) => WebhookVerifier.Verifies(secret, Id, Timestamp, Signatures, Bytes.Span);
}

/// <summary>A response of the receiver.</summary>
internal sealed record Reply(int Status)
{
    /// <summary>The header <c>Retry-After</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The header <c>Location</c>.</summary>
    public string? Location { get; init; }

    /// <summary>No response for as long as the sender waits.</summary>
    public static Reply Never { get; } = new(0);

    public static implicit operator Reply(int status) => new(status);
}
