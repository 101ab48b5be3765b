using System.Diagnostics.CodeAnalysis;

namespace AccountValidation.Core;

/// <summary>Truncates strings from outside.</summary>
public static class WholeText
{
    /// <summary>Truncates without splitting a surrogate pair: half a pair cannot be stored.</summary>
    /// <param name="text">Null stays null.</param>
    /// <param name="length">The bound, in UTF-16 code units.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Cut(string? text, int length) =>
        text is null || text.Length <= length ? text
        : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
