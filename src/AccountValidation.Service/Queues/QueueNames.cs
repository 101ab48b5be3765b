namespace AccountValidation.Service.Queues;

/// <summary>Azure's rules for the names of queues.</summary>
internal static class QueueNames
{
    /// <summary>The most characters of a name.</summary>
    public const int MaxLength = 63;

    private const int MinLength = 3;

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    /// <param name="name">The name.</param>
    /// <param name="most">The most characters it may have.</param>
    public static string? FaultOf(string name, int most) =>
        name switch
        {
            _ when name.Length < MinLength || name.Length > most => $"must have {MinLength} to {most} characters.",
            _ when !name.All(character =>
                    char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'
                ) => "must hold only lower-case letters, digits and hyphens.",
            _ when name.StartsWith('-') || name.EndsWith('-') || name.Contains("--", StringComparison.Ordinal) =>
                "must begin and end with a letter or digit, and must not have two hyphens in a row.",
            _ => null,
        };
}
