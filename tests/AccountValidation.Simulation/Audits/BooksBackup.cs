using AccountValidation.Core;

namespace AccountValidation.Simulation.Audits;

/// <summary>The content of the books when a backup was taken.</summary>
internal sealed record BooksBackup
{
    public required Dictionary<string, Validation> Committed { get; init; }

    public required Dictionary<string, string> Running { get; init; }

    public required Dictionary<string, (string Id, long Change)> Intended { get; init; }

    public required Dictionary<string, DateTimeOffset> SettledAt { get; init; }

    public required Dictionary<string, DateTimeOffset> AcceptedAt { get; init; }

    public required Dictionary<string, DateTimeOffset> FinishedAt { get; init; }

    public required Dictionary<string, List<(string Id, DateTimeOffset At, string Validation)>> Routing { get; init; }

    public required Dictionary<string, string> Keys { get; init; }

    public required Dictionary<string, ValidationStatus> Census { get; init; }

    public required HashSet<(string Id, int Attempt)> Sent { get; init; }

    public required HashSet<string> Purged { get; init; }

    public required Dictionary<string, DateTimeOffset> Verdicts { get; init; }

    public required DateTimeOffset? LastCommitAt { get; init; }

    public required long Changes { get; init; }

    /// <summary>Copies a dictionary.</summary>
    public static Dictionary<string, T> Copy<T>(Dictionary<string, T> original) => new(original, original.Comparer);

    /// <summary>Replaces a dictionary's content with a copy.</summary>
    public static void PutBack<T>(Dictionary<string, T> target, Dictionary<string, T> copy)
    {
        target.Clear();
        foreach (var (key, value) in copy)
        {
            target[key] = value;
        }
    }
}
