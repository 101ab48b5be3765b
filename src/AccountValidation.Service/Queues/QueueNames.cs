namespace AccountValidation.Service.Queues;

/// <summary>Checks queue names by Azure's rules.</summary>
internal static class QueueNames
{
    /// <summary>The length of the longest name, in characters.</summary>
    public const int MaxLength = 63;

    private const int MinLength = 3;

    /// <summary>The fault of a name; null when the name is good.</summary>
    /// <param name="name">The name from the settings.</param>
    /// <param name="most">The length of the longest allowed name, in characters.</param>
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
