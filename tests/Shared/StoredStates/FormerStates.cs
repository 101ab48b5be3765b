using System.IO.Compression;

namespace AccountValidation.Tests.StoredStates;

/// <summary>
/// 200 validations in every stage and 40 accounts, as the version before today's names stored them. The simulation made
/// them. The files are never edited: they stand for the databases that exist.
/// </summary>
internal static class FormerStates
{
    private static readonly (string Former, string Today)[] Names =
    [
        ("{\"version\":1,", "{\"version\":2,"),
        ("\"kind\":\"looking\"", "\"kind\":\"checking\""),
        ("\"kind\":\"inFlight\"", "\"kind\":\"dropUnderWay\""),
        ("\"equalLooks\":", "\"equalChecks\":"),
        ("\"looks\":", "\"checks\":"),
        ("\"recentLooks\":", "\"recentChecks\":"),
        ("\"lastLookAt\":", "\"lastCheckAt\":"),
        ("\"trouble\":", "\"callFailure\":"),
        ("\"askedAt\":", "\"checkRequestedAt\":"),
        ("\"takenAt\":", "\"lockedAt\":"),
    ];

    /// <summary>The validations, each with an id of its own.</summary>
    public static IReadOnlyList<string> Validations { get; } = Read("states-1.jsonl.gz");

    /// <summary>The accounts, with open drops in every stage that keeps a drop open.</summary>
    public static IReadOnlyList<string> Accounts { get; } = Read("accounts-1.jsonl.gz");

    /// <summary>The text with today's names, in the same order.</summary>
    public static string InTodaysNames(string former) =>
        Names.Aggregate(former, (text, name) => text.Replace(name.Former, name.Today, StringComparison.Ordinal));

    private static string[] Read(string name)
    {
        using var stream = typeof(FormerStates).Assembly.GetManifestResourceStream(name)!;
        using var unpacked = new GZipStream(stream, CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
