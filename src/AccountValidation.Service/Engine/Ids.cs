namespace AccountValidation.Service.Engine;

/// <summary>Fills a span with random bytes. Randomness is an input: a composition root provides its source.</summary>
/// <param name="bytes">The span to fill.</param>
public delegate void FillRandom(Span<byte> bytes);

/// <summary>Makes validation ids and checks ids from callers.</summary>
/// <param name="timeProvider">Gives the time by which ids sort.</param>
/// <param name="random">Gives the random part of an id.</param>
public sealed class Ids(TimeProvider timeProvider, FillRandom random)
{
    /// <summary>The length of the longest accepted id, in characters.</summary>
    public const int MaxLength = 128;

    private const int UlidRandomLength = 10;

    /// <summary>A new id: <c>val_</c> and a ULID, so that ids sort by time.</summary>
    public string NewValidationId()
    {
        Span<byte> bytes = stackalloc byte[UlidRandomLength];
        random(bytes);
        return "val_" + Ulid.NewUlid(timeProvider.GetUtcNow(), bytes);
    }

    /// <summary>
    /// The fault of a caller's id; null when the id is good. Ids become parts of Juspay's paths. So the service
    /// refuses, rather than escapes, characters with a meaning in a path.
    /// </summary>
    public static string? FaultOf(string id) =>
        id switch
        {
            "" => "must not be empty.",
            "." or ".." => "must not be '.' or '..'.",
            { Length: > MaxLength } => $"must not be longer than {MaxLength} characters.",
            _ when !id.All(IsAllowed) =>
                "must hold only printable ASCII characters, and no space, '/', '\\', '?', '#' or '%'.",
            _ => null,
        };

    private static bool IsAllowed(char character) =>
        character is > ' ' and < (char)127 and not ('/' or '\\' or '?' or '#' or '%');
}
