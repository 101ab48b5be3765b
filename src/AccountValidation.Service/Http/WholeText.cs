namespace AccountValidation.Service.Http;

/// <summary>Cuts texts from outside.</summary>
internal static class WholeText
{
    /// <summary>
    /// At most the first <paramref name="length"/> UTF-16 code units; one less where half a surrogate pair would be left, which is no
    /// text: what is kept of it would come back as another.
    /// </summary>
    public static string Cut(string text, int length) => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
