using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AccountValidation.Fuzz.Targets;

/// <summary>
/// The runs of digits, as long as an account number, in the account fields of an answer. Read with a parser of its own, and
/// from every field of the name, wherever it stands.
/// </summary>
/// <param name="Runs">The runs.</param>
internal sealed partial record PlainAccounts(IReadOnlyCollection<string> Runs)
{
    private const int MostRead = 256 * 1024;

    /// <summary>Those of a body; none when it is no JSON.</summary>
    public static PlainAccounts In(ReadOnlyMemory<byte> body)
    {
        var runs = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            var text = body.Span.StartsWith(Encoding.UTF8.Preamble) ? body.Span[Encoding.UTF8.Preamble.Length..] : body.Span;
            var reader = new Utf8JsonReader(text.Length > MostRead ? [] : text);
            var isAccount = false;
            while (reader.Read())
            {
                if (isAccount && reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
                {
                    var value = reader.TokenType == JsonTokenType.String ? reader.GetString() ?? "" : Encoding.ASCII.GetString(reader.ValueSpan);
                    runs.UnionWith(Run().Matches(value).Select(match => match.Value));
                }

                isAccount = reader.TokenType == JsonTokenType.PropertyName && (reader.ValueTextEquals("vpa"u8) || reader.ValueTextEquals("account_number"u8));
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            runs.Clear(); // no JSON: nothing of it is read
        }

        return new(runs);
    }

    /// <summary>None of them may be in a text that leaves the parser.</summary>
    public void MustNotBeIn(string text)
    {
        var written = Runs.Count == 0 ? text : Escape().Replace(text, " "); // the digits of an escape are nobody's
        foreach (var run in Runs)
        {
            Must.Hold(!written.Contains(run, StringComparison.Ordinal), "no account number leaves the parser unmasked");
        }
    }

    [GeneratedRegex(@"\\u[0-9A-Fa-f]{4}", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();

    [GeneratedRegex("[0-9]{9,}", RegexOptions.CultureInvariant)]
    private static partial Regex Run();
}
