namespace AccountValidation.Service.Settings;

/// <summary>Suggests the name that a misspelt name was meant to be.</summary>
public static class NearestName
{
    private const int LettersPerMistake = 3;

    /// <summary>
    /// The known name with the fewest letters left out, added or changed; null when that is more than a third of the
    /// letters. Case and signs do not count.
    /// </summary>
    /// <param name="name">The misspelt name.</param>
    /// <param name="known">The valid names.</param>
    public static string? Of(string name, IEnumerable<string> known)
    {
        var written = Letters(name);
        var nearest = known
            .Select(one => (Name: one, Mistakes: MistakesBetween(written, Letters(one))))
            .OrderBy(one => one.Mistakes)
            .FirstOrDefault();
        return nearest.Name is not null && nearest.Mistakes <= written.Length / LettersPerMistake ? nearest.Name : null;
    }

    private static string Letters(string name) =>
        new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    // Levenshtein's distance, row by row.
    private static int MistakesBetween(string written, string meant)
    {
        var row = Enumerable.Range(0, meant.Length + 1).ToArray();
        for (var i = 1; i <= written.Length; i++)
        {
            (var diagonal, row[0]) = (row[0], i);
            for (var j = 1; j <= meant.Length; j++)
            {
                var changed = diagonal + (written[i - 1] == meant[j - 1] ? 0 : 1);
                (diagonal, row[j]) = (row[j], Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1));
            }
        }

        return row[^1];
    }
}
