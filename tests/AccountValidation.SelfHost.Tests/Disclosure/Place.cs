namespace AccountValidation.SelfHost.Tests.Disclosure;

/// <summary>The places that the program's output reaches.</summary>
internal enum Place
{
    /// <summary>Standard output and standard error, at the most detailed level, including the end by a crash.</summary>
    Log,

    /// <summary>The response that shows a single validation.</summary>
    Answer,

    /// <summary>The list of validations.</summary>
    List,

    /// <summary>A refusal, from any route.</summary>
    Refusal,

    /// <summary>Health.</summary>
    Health,

    /// <summary>The API's document.</summary>
    Document,

    /// <summary>The management API.</summary>
    Management,

    /// <summary>Headers and body of a callback.</summary>
    Callback,

    /// <summary>The bytes of the database file and its <c>-wal</c> and <c>-shm</c>.</summary>
    Database,

    /// <summary>The lock file, and every other file beside the database.</summary>
    OtherFile,

    /// <summary>Names and tags of every instrument of the process.</summary>
    Metric,

    /// <summary>Names, tags, events and baggage of every activity of the process.</summary>
    Trace,
}

/// <summary>The table of docs/data.md: each datum stands at its places, and nowhere else.</summary>
internal static class Allowed
{
    private static readonly Place[] ToTheCaller = [Place.Answer, Place.List, Place.Callback, Place.Database];

    private static readonly (Seed Seed, Place[] Places)[] Table =
    [
        (Seed.Beneficiary, ToTheCaller),
        (Seed.MaskedAccountNumber, ToTheCaller),
        (Seed.MaskedVpa, ToTheCaller),
        (Seed.Metadata, ToTheCaller),
        (Seed.CallbackToken, [Place.Answer, Place.List, Place.Database]),
        (Seed.IdempotencyKey, [Place.Database]),
        (Seed.OperatorsReason, [Place.Management, Place.Database]),
        (Seed.CustomerId, [.. ToTheCaller, Place.Management]),
    ];

    /// <summary>The data that may stand, and do stand, at one of these places.</summary>
    public static IEnumerable<string> At(params IEnumerable<Place> places) =>
        Table
            .SelectMany(row => row.Places.Where(places.Contains).Select(place => $"{row.Seed} in {place}"))
            .Order(StringComparer.Ordinal);
}
