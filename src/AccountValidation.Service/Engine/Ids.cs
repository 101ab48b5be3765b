namespace AccountValidation.Service.Engine;

/// <summary>Fills a span with random bytes. Chance is an input: a composition root says where it comes from.</summary>
/// <param name="bytes">What to fill.</param>
public delegate void FillRandom(Span<byte> bytes);

/// <summary>Makes validation ids and checks ids from outside.</summary>
/// <param name="timeProvider">The clock.</param>
/// <param name="random">The source of chance.</param>
public sealed class Ids(TimeProvider timeProvider, FillRandom random)
{
    /// <summary>The longest id that is accepted, in characters.</summary>
    public const int MaxLength = 128;

    private const int UlidRandomLength = 10;

    /// <summary>A new validation's id: <c>val_</c> and a ULID, which sorts by time.</summary>
    public string NewValidationId()
    {
        Span<byte> bytes = stackalloc byte[UlidRandomLength];
        random(bytes);
        return "val_" + Ulid.NewUlid(timeProvider.GetUtcNow(), bytes);
    }

    /// <summary>
    /// What is wrong with an id from outside; null when nothing is. Ids become parts of Juspay's paths, so characters
    /// that mean something in a path are refused rather than escaped.
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
