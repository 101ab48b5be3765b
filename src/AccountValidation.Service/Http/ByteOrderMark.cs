namespace AccountValidation.Service.Http;

/// <summary>
/// The mark with which some programs begin UTF-8. The mark is no part of JSON, and a parser may ignore it (RFC 8259,
/// section 8.1).
/// </summary>
public static class ByteOrderMark
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>The bytes without a mark at their beginning.</summary>
    public static ReadOnlyMemory<byte> Without(ReadOnlyMemory<byte> text) =>
        text.Span.StartsWith(Mark) ? text[Mark.Length..] : text;
}
