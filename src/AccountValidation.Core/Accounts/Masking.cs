using System.Text.RegularExpressions;

namespace AccountValidation.Core.Accounts;

/// <summary>Masks account numbers and VPAs: a person can recognise them, and nobody can use them.</summary>
public static partial class Masking
{
    private const int ShortestNumberWithTail = 9; // Indian account numbers have 9 to 18 digits
    private const int Tail = 4;

    /// <summary>
    /// Masks the part before the <c>@</c>. At most two characters stay at each end, fewer of a short name. A name of up
    /// to three characters is masked whole. A string without <c>@</c> is masked as a name. A number as long as an
    /// account number is masked on either side.
    /// </summary>
    public static string Vpa(string vpa)
    {
        var at = vpa.LastIndexOf('@');
        var name = at < 0 ? vpa : vpa[..at];
        var kept = Math.Min(2, name.Length / 4);
        return string.Concat(Masked(name, kept, kept), at < 0 ? "" : Numbers(vpa[at..]));
    }

    /// <summary>
    /// Masks an account number and keeps its last four digits. Of a number shorter than nine digits, at most a quarter
    /// stays.
    /// </summary>
    public static string AccountNumber(string number)
    {
        var kept = number.Length >= ShortestNumberWithTail ? Tail : number.Length / 4;
        return Masked(number, 0, kept);
    }

    /// <summary>Masks every run of nine or more digits, keeping the last four.</summary>
    public static string Numbers(string text) => LongNumber().Replace(text, number => AccountNumber(number.Value));

    // Masks a surrogate pair that the bound would split.
    private static string Masked(string text, int head, int tail)
    {
        head -= head > 0 && char.IsHighSurrogate(text[head - 1]) ? 1 : 0;
        tail -= tail > 0 && char.IsLowSurrogate(text[^tail]) ? 1 : 0;
        return string.Concat(
            text.AsSpan(0, head), new string('*', text.Length - head - tail), text.AsSpan(text.Length - tail));
    }

    [GeneratedRegex("[0-9]{9,}", RegexOptions.CultureInvariant)]
    private static partial Regex LongNumber();
}
