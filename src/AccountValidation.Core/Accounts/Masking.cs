namespace AccountValidation.Core.Accounts;

/// <summary>Masks account numbers and VPAs so that a person can recognise them and nobody can use them.</summary>
public static class Masking
{
    private const int ShortestNumberWithTail = 9; // Indian account numbers have 9 to 18 digits
    private const int Tail = 4;

    /// <summary>
    /// Masks the part before the <c>@</c>: at most two characters stay at each end, fewer of a short name,
    /// none of a name of up to three. A text without <c>@</c> is masked as a name.
    /// </summary>
    public static string Vpa(string vpa)
    {
        var at = vpa.LastIndexOf('@');
        var name = at < 0 ? vpa : vpa[..at];
        var kept = Math.Min(2, name.Length / 4);
        return string.Concat(name.AsSpan(0, kept), new string('*', name.Length - (2 * kept)), name.AsSpan(name.Length - kept), at < 0 ? "" : vpa.AsSpan(at));
    }

    /// <summary>Masks an account number: the last four digits stay, of a shorter text than nine at most a quarter.</summary>
    public static string AccountNumber(string number)
    {
        var kept = number.Length >= ShortestNumberWithTail ? Tail : number.Length / 4;
        return string.Concat(new string('*', number.Length - kept), number.AsSpan(number.Length - kept));
    }
}
