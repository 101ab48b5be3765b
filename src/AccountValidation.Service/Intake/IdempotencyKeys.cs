namespace AccountValidation.Service.Intake;

/// <summary>Checks the form of idempotency keys, in headers and in messages.</summary>
public static class IdempotencyKeys
{
    /// <summary>The length of the longest idempotency key, in characters.</summary>
    public const int MaxLength = 255;

    /// <summary>True for 1 to 255 printable ASCII characters.</summary>
    public static bool IsKey(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(character => character is >= ' ' and < (char)127);
}
