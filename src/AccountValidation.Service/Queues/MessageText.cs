using System.Buffers;
using System.Buffers.Text;
using AccountValidation.Service.Http;

namespace AccountValidation.Service.Queues;

/// <summary>
/// Decodes a message: plain JSON, or the base64 of JSON, which the bindings of Azure Functions write by default.
/// </summary>
internal static class MessageText
{
    /// <summary>
    /// The bytes of the JSON; null when the message begins no JSON object and is no base64. The decoder does not parse
    /// the JSON.
    /// </summary>
    public static ReadOnlyMemory<byte>? Decode(ReadOnlyMemory<byte> text)
    {
        var trimmed = ByteOrderMark.Without(text).TrimStart(" \t\r\n"u8);
        if (trimmed.Span is [(byte)'{', ..]) // Base64 has no brace.
        {
            return trimmed;
        }

        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(trimmed.Length)];
        return Base64.DecodeFromUtf8(trimmed.Span, bytes, out _, out var length) == OperationStatus.Done
            ? ByteOrderMark.Without(bytes.AsMemory(0, length))
            : null;
    }
}
