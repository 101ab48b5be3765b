using System.Text;

namespace AccountValidation.Fuzz.Fuzzing;

/// <summary>
/// Makes inputs of inputs: single bytes, blocks, tokens, texts between quotes, and now and then something huge or deep.
/// </summary>
/// <param name="random">The chance.</param>
/// <param name="tokens">What inputs are made of, in Latin-1.</param>
internal sealed class Mutator(Random random, IEnumerable<string> tokens)
{
    /// <summary>The longest input: more than the largest body that is read.</summary>
    public const int MaxLength = 320 * 1024;

    private const int HugeOneIn = 5000;
    private const int LongestRun = 600;
    private const int MostEdits = 5; // 2^5

    private static readonly byte[] Interesting =
    [
        0,
        1,
        9,
        10,
        13,
        32,
        (byte)'"',
        (byte)'\\',
        (byte)'{',
        (byte)'}',
        (byte)'[',
        (byte)']',
        (byte)',',
        (byte)':',
        0x7F,
        0x80,
        0xC0,
        0xED,
        0xF4,
        0xFF,
    ];

    private readonly byte[][] _tokens = [.. tokens.Select(Encoding.Latin1.GetBytes)];
    private readonly ByteBuffer _buffer = new(MaxLength);

    /// <summary>Changes an input at random in 1 to 32 ways, with another one to take from.</summary>
    public byte[] Havoc(ReadOnlySpan<byte> input, ReadOnlySpan<byte> other)
    {
        _buffer.Set(input);
        // Few more often than many: most that changes much is no JSON.
        var edits = 1 << Math.Min(random.Next(MostEdits + 1), random.Next(MostEdits + 1));
        for (var edit = 0; edit < edits; edit++)
        {
            Edit(other);
        }

        if (random.Next(HugeOneIn) == 0)
        {
            Blow();
        }

        return _buffer.Span.ToArray();
    }

    /// <summary>
    /// Every small change of a short input, in order: each bit, each interesting byte, each token at each place.
    /// </summary>
    public IEnumerable<byte[]> Walk(byte[] input)
    {
        for (var at = 0; at < input.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                yield return With(input, at, (byte)(input[at] ^ (1 << bit)));
            }

            foreach (var value in Interesting)
            {
                yield return With(input, at, value);
            }
        }

        for (var at = 0; at <= input.Length; at++)
        {
            foreach (var token in _tokens)
            {
                yield return [.. input[..at], .. token, .. input[at..]];
                yield return [.. input[..at], .. token, .. input[Math.Min(input.Length, at + token.Length)..]];
            }
        }
    }

    private static byte[] With(byte[] input, int at, byte value)
    {
        byte[] changed = [.. input];
        changed[at] = value;
        return changed;
    }

    private void Edit(ReadOnlySpan<byte> other)
    {
        if (_buffer.Length == 0)
        {
            _buffer.Insert(0, Token());
            return;
        }

        var at = random.Next(_buffer.Length);
        switch (random.Next(16))
        {
            case 0:
                _buffer.Span[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                _buffer.Span[at] = Interesting[random.Next(Interesting.Length)];
                break;
            case 2:
                _buffer.Span[at] += (byte)random.Next(-16, 17);
                break;
            case 3:
                _buffer.Remove(at, BlockFrom(at, _buffer.Length));
                break;
            case 4:
                _buffer.Insert(
                    random.Next(_buffer.Length + 1), _buffer.Span.Slice(at, BlockFrom(at, _buffer.Length)).ToArray());
                break;
            case 5:
                _buffer.Overwrite(
                    random.Next(_buffer.Length), _buffer.Span.Slice(at, BlockFrom(at, _buffer.Length)).ToArray());
                break;
            case 6:
                _buffer.Insert(at, Enumerable.Repeat(_buffer.Span[at], random.Next(1, LongestRun)).ToArray());
                break;
            case 7 or 8:
                _buffer.Insert(random.Next(_buffer.Length + 1), Token());
                break;
            case 9:
                _buffer.Overwrite(at, Token());
                break;
            case 10 when other.Length > 0:
                var from = random.Next(other.Length);
                _buffer.Insert(at, other.Slice(from, BlockFrom(from, other.Length)));
                break;
            case 11 when other.Length > 0: // splice
                _buffer.Remove(at, _buffer.Length - at);
                _buffer.Insert(at, other[Math.Min(at, other.Length)..]);
                break;
            case 12:
                ReplaceText(at, TextOf(other));
                break;
            case 13:
                ReplaceText(at, TextOf(_buffer.Span.ToArray())); // the text of another field
                break;
            default:
                ReplaceText(at, Token());
                break;
        }
    }

    private byte[] Token() => _tokens[random.Next(_tokens.Length)];

    private int BlockFrom(int at, int length) =>
        random.Next(1, Math.Max(2, Math.Min(length - at, 1 << random.Next(1, 9))));

    // The text between the two quotes around a place, or from it.
    private void ReplaceText(int at, ReadOnlySpan<byte> text)
    {
        var begin = _buffer.Span[at..].IndexOf((byte)'"');
        if (begin < 0)
        {
            return;
        }

        begin += at + 1;
        var length = _buffer.Span[begin..].IndexOf((byte)'"');
        if (length >= 0)
        {
            _buffer.Remove(begin, length);
            _buffer.Insert(begin, text.Trim((byte)'"'));
        }
    }

    private ReadOnlySpan<byte> TextOf(ReadOnlySpan<byte> other)
    {
        if (other.Length == 0)
        {
            return other;
        }

        var rest = other[random.Next(other.Length)..];
        var begin = rest.IndexOf((byte)'"') + 1;
        var length = rest[begin..].IndexOf((byte)'"');
        return length < 0 ? [] : rest.Slice(begin, length);
    }

    // Beyond a bound of 64 or 256 KiB, or nested deeper than anything is read.
    private void Blow()
    {
        var at = random.Next(_buffer.Length + 1);
        var block = at < _buffer.Length ? _buffer.Span.Slice(at, BlockFrom(at, _buffer.Length)).ToArray() : Token();
        byte[] piece = random.Next(3) switch { 0 => [(byte)'['], 1 => Encoding.ASCII.GetBytes("{\"a\":"), _ => block };
        var length = random.Next(4) switch { 0 => 70, 1 => 600, 2 => 70 * 1024, _ => MaxLength };
        _buffer.Insert(at, Enumerable.Repeat(piece, (length / piece.Length) + 1).SelectMany(bytes => bytes).ToArray());
    }
}
