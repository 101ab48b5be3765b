using System.Buffers;
using System.Buffers.Text;
using AccountValidation.Service.Http;

namespace AccountValidation.Service.Queues;

/// <summary>
/// Reads the text of a message: JSON as it is, or its base64, which the bindings of Azure Functions write by default.
/// </summary>
internal static class MessageText
{
    /// <summary>The JSON's bytes; null when the text is neither. Whether it is JSON is not checked.</summary>
    public static ReadOnlyMemory<byte>? Decode(ReadOnlyMemory<byte> text)
    {
        var trimmed = ByteOrderMark.Without(text).TrimStart(" \t\r\n"u8);
        if (trimmed.Span is [(byte)'{', ..]) // not a letter of base64
        {
            return trimmed;
        }

        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(trimmed.Length)];
        return Base64.DecodeFromUtf8(trimmed.Span, bytes, out _, out var length) == OperationStatus.Done
            ? ByteOrderMark.Without(bytes.AsMemory(0, length))
            : null;
    }
}
