using System.Text.RegularExpressions;

namespace AccountValidation.Architecture.Tests;

/// <summary>The parts of a Markdown document.</summary>
internal static partial class Markdown
{
    /// <summary>The lines of prose with their numbers: no table, block of code or definition of a link.</summary>
    public static IEnumerable<(int Number, string Text)> ProseOf(IEnumerable<string> lines) =>
        OutsideCode(lines).Where(line => !TableOrDefinition().IsMatch(line.Text));

    /// <summary>The lines outside blocks of code, with their numbers.</summary>
    public static IEnumerable<(int Number, string Text)> OutsideCode(IEnumerable<string> lines)
    {
        var isInCode = false;
        foreach (var (index, text) in lines.Index())
        {
            var isFence = text.TrimStart().StartsWith("```", StringComparison.Ordinal);
            isInCode ^= isFence;
            if (!isInCode && !isFence)
            {
                yield return (index + 1, text);
            }
        }
    }

    [GeneratedRegex(@"^\s*(\||\[[^\]]+\]: )")]
    private static partial Regex TableOrDefinition();
}
