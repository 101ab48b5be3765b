namespace AccountValidation.AzureEngine.Tables;

/// <summary>How often the orchestration of a validation that had failed was continued.</summary>
/// <param name="Count">How often under that version.</param>
/// <param name="Version">The version of the program that continued it last.</param>
public sealed record Continuations(int Count, string Version)
{
    /// <summary>Never.</summary>
    public static readonly Continuations None = new(0, "");

    // What fails again and again is left to people, who can mend the program.
    private const int Most = 5;

    /// <summary>True when a version has to leave it.</summary>
    public bool IsHeld(string version) => Version == version && Count >= Most;

    /// <summary>Once more.</summary>
    public Continuations Again(string version) => new(Version == version ? Count + 1 : 1, version);
}
