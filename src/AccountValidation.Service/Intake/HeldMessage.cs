using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountValidation.Service.Intake;

/// <summary>
/// A start request that is put into the intake queue again as a new message, because it could not be started for too
/// long to be held. It carries the id of the message that it came with first, so that its claim stays the same: both
/// messages together start one validation.
/// </summary>
internal static class HeldMessage
{
    private const string MessageId = "heldMessageId";
    private const string Request = "request";

    // How this writes it: no start request begins so, since it would have an unknown field.
    private static ReadOnlySpan<byte> Beginning => "{\"heldMessageId\":"u8;

    /// <summary>Writes the text of the new message.</summary>
    /// <param name="messageId">The id of the first message.</param>
    /// <param name="request">The request, which was read before.</param>
    public static BinaryData Of(string messageId, ReadOnlyMemory<byte> request) =>
        new(
            new JsonObject { [MessageId] = messageId, [Request] = JsonNode.Parse(request.Span) }.ToJsonString(
                JsonSerializerOptions.Web));

    /// <summary>Reads such a text; null when it is none.</summary>
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
            return null; // a sender's own text: it is refused as such
        }
    }
}
