namespace AccountValidation.SelfHost.Tests.Disclosure;

/// <summary>Where the program puts something out.</summary>
internal enum Place
{
    /// <summary>Standard output and standard error, everything switched on, the end by a crash included.</summary>
    Log,

    /// <summary>The answer that shows one validation.</summary>
    Answer,

    /// <summary>The list of validations.</summary>
    List,

    /// <summary>An answer that refuses something, of any route.</summary>
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

    /// <summary>The lock file, and whatever else lies beside the database.</summary>
    OtherFile,

    /// <summary>Names and tags of every instrument of the process.</summary>
    Metric,

    /// <summary>Names, tags, events and baggage of every activity of the process.</summary>
    Trace,
}

/// <summary>The table of docs/data.md: what stands where, and nowhere else.</summary>
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

    /// <summary>What may stand, and does stand, at one of these places.</summary>
    public static IEnumerable<string> At(params IEnumerable<Place> places) =>
        Table
            .SelectMany(row => row.Places.Where(places.Contains).Select(place => $"{row.Seed} in {place}"))
            .Order(StringComparer.Ordinal);
}
