using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountValidation.Service.Intake;

/// <summary>
/// Writes and reads the new message that replaces a start request which the host cannot hold any longer. The new
/// message carries the id of the first message. So the request keeps its idempotency claim, and both messages together
/// start one validation.
/// </summary>
internal static class HeldMessage
{
    private const string MessageId = "heldMessageId";
    private const string Request = "request";

    // The beginning of every held message. No start request begins like this, because the name is no field of a start
    // request.
    private static ReadOnlySpan<byte> Beginning => "{\"heldMessageId\":"u8;

    /// <summary>The body of the new message.</summary>
    /// <param name="messageId">The id of the first message.</param>
    /// <param name="request">The start request, which the caller has read successfully.</param>
    public static BinaryData Of(string messageId, ReadOnlyMemory<byte> request) =>
        new(
            new JsonObject { [MessageId] = messageId, [Request] = JsonNode.Parse(request.Span) }.ToJsonString(
                JsonSerializerOptions.Web));

    /// <summary>Reads a held message; null when the message is not a held message.</summary>
    public static (string MessageId, ReadOnlyMemory<byte> Request)? Read(ReadOnlyMemory<byte> text)
    {
        if (!text.Span.StartsWith(Beginning))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return
                document.RootElement.GetProperty(MessageId).GetString() is { Length: > 0 } messageId
                && document.RootElement.GetPropertyCount() == 2
                && document.RootElement.TryGetProperty(Request, out var request)
                ? (messageId, Encoding.UTF8.GetBytes(request.GetRawText()))
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null; // A sender wrote this message itself: the reader of start requests refuses it.
        }
    }
}
