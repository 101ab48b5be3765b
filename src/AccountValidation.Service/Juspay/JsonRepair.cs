using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace AccountValidation.Service.Juspay;

/// <summary>
/// Repairs JSON with single broken characters, so that a broken character hides nothing else. A name may come from a
/// bank's old system: cut inside a surrogate pair, in Latin-1, or with control characters or escapes unknown to JSON.
/// JSON that is broken otherwise stays unreadable. The repair is one pass in linear time.
/// </summary>
internal static class JsonRepair
{
    private static ReadOnlySpan<byte> Unknown => "\uFFFD"u8;

    /// <summary>
    /// The same JSON in valid UTF-8. Inside strings, U+FFFD replaces each unreadable character. Between strings, blanks
    /// replace comments, control characters and everything beyond ASCII, so that no two tokens join.
    /// </summary>
    public static ReadOnlyMemory<byte> Repair(ReadOnlySpan<byte> json)
    {
        var repaired = new ArrayBufferWriter<byte>(json.Length + 1);
        while (!json.IsEmpty)
        {
            json = json[(json[0] == '"' ? CopyString(json, repaired) : CopyBetweenStrings(json, repaired))..];
        }

        return repaired.WrittenMemory;
    }

    private static int CopyBetweenStrings(ReadOnlySpan<byte> rest, ArrayBufferWriter<byte> repaired) => rest switch
    {
        [(byte)'/', (byte)'/', ..] => Write(" "u8, repaired, LengthTo("\n"u8, rest)),
        [(byte)'/', (byte)'*', ..] when LengthTo("*/"u8, rest[2..]) is var length =>
            length == rest.Length - 2 ? Write("/"u8, repaired, rest.Length) : Write(" "u8, repaired, length + 4),
        [< (byte)' ' or > (byte)'~', ..] => Write(" "u8, repaired, 1),
        _ => Copy(rest, repaired, 1),
    };

    private static int CopyString(ReadOnlySpan<byte> rest, ArrayBufferWriter<byte> repaired)
    {
        var at = Copy(rest, repaired, 1);
        while (at < rest.Length)
        {
            if (rest[at] == '"')
            {
                return at + Copy(rest[at..], repaired, 1);
            }

            at += CopyCharacter(rest[at..], repaired);
        }

        return at;
    }

    private static int CopyCharacter(ReadOnlySpan<byte> rest, ArrayBufferWriter<byte> repaired) => rest[0] switch
    {
        (byte)'\\' => CopyEscape(rest, repaired),
        < (byte)' ' => Write(Encoding.ASCII.GetBytes($"\\u{rest[0]:x4}"), repaired, 1),
        < 0x80 => Copy(rest, repaired, 1),
        _ => Rune.DecodeFromUtf8(rest, out var _, out var length) == OperationStatus.Done
            ? Copy(rest, repaired, length)
            : Write(Unknown, repaired, length),
    };

    private static int CopyEscape(ReadOnlySpan<byte> rest, ArrayBufferWriter<byte> repaired) => rest switch
    {
        [_, var kind, ..] when "\"\\/bfnrt"u8.Contains(kind) => Copy(rest, repaired, 2),
        [_, (byte)'u', ..] => CopyUnit(rest, repaired),
        [_, (byte)'\'', ..] => Copy(rest[1..], repaired, 1) + 1,
        _ => Write(Unknown, repaired, 1),
    };

    private static int CopyUnit(ReadOnlySpan<byte> rest, ArrayBufferWriter<byte> repaired)
    {
        const int Length = 6;
        return (UnitOf(rest), rest.Length > Length ? UnitOf(rest[Length..]) : null) switch
        {
            (null, _) => Write(Unknown, repaired, 2),
            ({ } unit, _) when !char.IsSurrogate(unit) => Copy(rest, repaired, Length),
            ({ } high, { } low) when char.IsSurrogatePair(high, low) => Copy(rest, repaired, 2 * Length),
            _ => Write(Unknown, repaired, Length),
        };
    }

    private static char? UnitOf(ReadOnlySpan<byte> escape) =>
        escape is [(byte)'\\', (byte)'u', _, _, _, _, ..]
        && Utf8Parser.TryParse(escape[2..6], out ushort unit, out var length, 'x')
        && length == 4
            ? (char)unit
            : null;

    private static int LengthTo(ReadOnlySpan<byte> end, ReadOnlySpan<byte> rest) =>
        rest.IndexOf(end) is >= 0 and var length ? length : rest.Length;

    private static int Copy(ReadOnlySpan<byte> rest, ArrayBufferWriter<byte> repaired, int length) =>
        Write(rest[..length], repaired, length);

    private static int Write(ReadOnlySpan<byte> bytes, ArrayBufferWriter<byte> repaired, int taken)
    {
        repaired.Write(bytes);
        return taken;
    }
}
