using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AccountValidation.Fuzz.Targets;

/// <summary>
/// The runs of digits, as long as an account number, in the account fields of an answer. Read with a parser of its own,
/// and from every field of the name, wherever it stands.
/// </summary>
/// <param name="Runs">The runs.</param>
internal sealed partial record PlainAccounts(IReadOnlyCollection<string> Runs)
{
    private const int MostRead = 256 * 1024;

    /// <summary>Those of a body; of one that is no JSON but may be repaired, what looks like its fields.</summary>
    public static PlainAccounts In(ReadOnlyMemory<byte> body)
    {
        var runs = new HashSet<string>(StringComparer.Ordinal);
        if (body.Length > MostRead)
        {
            return new(runs);
        }

        try
        {
            ReadJson(body.Span, runs);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            ReadText(Encoding.Latin1.GetString(body.Span), runs);
        }

        return new(runs);
    }

    /// <summary>None of them may be in a text that leaves the parser.</summary>
    public void MustNotBeIn(string text)
    {
        // The digits of an escape are nobody's.
        var written = Runs.Count == 0 ? text : Escape().Replace(Unknown().Replace(text, ""), " ");
        foreach (var run in Runs)
        {
            Must.Hold(!written.Contains(run, StringComparison.Ordinal), "no account number leaves the parser unmasked");
        }
    }

    private static void ReadJson(ReadOnlySpan<byte> text, HashSet<string> runs)
    {
        var reader = new Utf8JsonReader(text);
        var isAccount = false;
        while (reader.Read())
        {
            if (isAccount && reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
            {
                var isText = reader.TokenType == JsonTokenType.String;
                var value = isText ? reader.GetString() ?? "" : Encoding.ASCII.GetString(reader.ValueSpan);
                runs.UnionWith(Run().Matches(value).Select(match => match.Value));
            }

            isAccount = reader.TokenType == JsonTokenType.PropertyName
                && (reader.ValueTextEquals("vpa"u8) || reader.ValueTextEquals("account_number"u8));
        }
    }

    // What is broken inside a number, and becomes U+FFFD, splits it for the eye of a program only.
    private static void ReadText(string latin1, HashSet<string> runs)
    {
        foreach (var value in Field().Matches(latin1).Select(field => field.Groups["value"].Value))
        {
            var digits = Escape().Replace(NotAscii().Replace(value, ""), " ");
            runs.UnionWith(Run().Matches(digits).Select(match => match.Value));
        }
    }

    [GeneratedRegex("""
        "(?:vpa|account_number)"\s*:\s*(?<value>"(?:[^"\\]|\\.)*"|[0-9]+)
        """, RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Field();

    [GeneratedRegex(@"\\u[0-9A-Fa-f]{4}", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();

    [GeneratedRegex(@"\\uFFFD|\uFFFD", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Unknown();

    [GeneratedRegex("[^\0-\u007F]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotAscii();

    [GeneratedRegex("[0-9]{9,}", RegexOptions.CultureInvariant)]
    private static partial Regex Run();
}
