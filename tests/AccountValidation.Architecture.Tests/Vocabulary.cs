using System.Text.RegularExpressions;

namespace AccountValidation.Architecture.Tests;

/// <summary>The words that the glossary of docs/architecture.md retired, and the texts that may keep them.</summary>
internal static partial class Vocabulary
{
    /// <summary>Texts that may hold a retired word, each with the reason.</summary>
    private static readonly (string Pattern, string Reason)[] Exceptions =
    [
        (@"\\?""look(ed|ing)\\?""", "kinds of outcomes and stages in version 1, which every version reads"),
        (@"\\?""inFlight\\?""", "a kind of a stage in version 1, which every version reads"),
        (@"\\?""(looks|equalLooks|recentLooks|lastLookAt|lookedAt)\\?""",
            "members of a state in version 1, which every version reads"),
        (@"CheckPurpose = ""look""", "chance: another word would move the delays of validations that run"),
        (@"SweepAt = ""LookAt""", "a column by which instances of two versions find interrupted starts"),
        (@"""slot[-.]?""|`slot-<validation>`", "keys by which instances of two versions find unsettled validations"),
        (@"\bdeployment slots\b", "a feature of Azure Functions"),
        (@"""(looking-\w+|[\w-]*in-flight[\w-]*)""", "names of files: states as earlier versions stored them"),
        (@"""06-looked-again""", "name of a file: a history that an earlier version recorded"),
        (@"\b[Ll]ooks? (exactly )?(as|elsewhere|like|older|random|the same)\b", "plain English"),
        (@"\b[Ll]ooks? (names |the name )?up\b", "plain English"),
        (@"[Ll]ook-up|Look(s|ed)?(It)?Up|_lookedUp|LooksLike", "plain English, and names of the name service"),
    ];

    /// <summary>The retired words of a line; none when an exception covers them all.</summary>
    public static IEnumerable<string> RetiredIn(string line) =>
        Retired().Matches(WithoutExceptions(line)).Select(match => match.Value);

    private static string WithoutExceptions(string line) =>
        Exceptions.Aggregate(line, (rest, exception) => Regex.Replace(rest, exception.Pattern, ""));

    // A word of a sentence, or one part of an identifier.
    [GeneratedRegex(
        "(?<![A-Za-z])(look(s|ed|ing)?|[Ii]n[ -]?flight|lanes?|slots?|wish(es|ed)?|promis(es?|ed))(?![a-z])"
        + "|(?<![A-Za-z])(unresolved|money steps?|re-checks?)(?![a-z])"
        + "|(Look(s|ed|ing)?|InFlight|Lanes?|Slots?|Wish(es|ed)?|Promis(es?|ed))(?![a-z])"
        + "|(Unresolved|MoneySteps?|RetentionSweeper|WaitingRoom)(?![a-z])"
        + @"|\b(class|record|struct|enum|interface) (Asked|Due|Looks|Settling|Starts|Taken|Troubles?)\b")]
    private static partial Regex Retired();
}
