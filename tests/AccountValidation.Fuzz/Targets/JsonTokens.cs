namespace AccountValidation.Fuzz.Targets;

/// <summary>What JSON is made of, in Latin-1: a character is a byte.</summary>
internal static class JsonTokens
{
    /// <summary>The pieces, whole and broken.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "{}", "[]", "\"\"", "null", "true", "false", "0", "-1", "1", "10", "1e9", "1E400", "-0.0", "0.005", "1.00",
        "9223372036854775808", "79228162514264337593543950336", "1e-400", "\"a\":", "\"a\":1,", "\"text\"", "\\u0000", "\\u0040", "\\ud800", "\\udc00",
        "\\ud83d\\ude00", "\\u005f", "\\n", "\\/", "\\x", "\u00C3\u00BC", "\u00F0\u009F\u0098\u0080", "\u00ED\u00A0\u0080", "\u00FF", "\0", " ", "\t", "\r\n", "//", "/*", "NaN",
    ];
}
