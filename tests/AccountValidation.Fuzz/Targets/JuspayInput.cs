using System.Globalization;
using System.Text;

namespace AccountValidation.Fuzz.Targets;

/// <summary>
/// An answer of Juspay as a file: a line with the status and, after a space, <c>Retry-After</c>; then the body.
/// </summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="RetryAfter">The header's text; null for none.</param>
/// <param name="Body">The body.</param>
internal sealed record JuspayInput(int Status, string? RetryAfter, ReadOnlyMemory<byte> Body)
{
    /// <summary>Reads a file. Every one is some answer.</summary>
    public static JuspayInput Of(ReadOnlyMemory<byte> input)
    {
        var end = input.Span.IndexOf((byte)'\n');
        if (end < 0)
        {
            return new(200, null, input);
        }

        var parts = Encoding.Latin1.GetString(input.Span[..end]).Split(' ', 2);
        var isStatus =
            int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            && status is >= 100 and <= 999;
        return new(isStatus ? status : 200, parts is [_, var retryAfter] ? retryAfter : null, input[(end + 1)..]);
    }
}
