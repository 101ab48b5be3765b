namespace AccountValidation.AzureEngine.Tables;

/// <summary>How often a validation's failed orchestration was continued.</summary>
/// <param name="Count">How often under that version.</param>
/// <param name="Version">The program version that continued it last.</param>
public sealed record Continuations(int Count, string Version)
{
    /// <summary>No orchestration was continued yet.</summary>
    public static readonly Continuations None = new(0, "");

    // After this many failures, people must fix the program.
    private const int Most = 5;

    /// <summary>True when this version must not continue the validation again.</summary>
    public bool IsHeld(string version) => Version == version && Count >= Most;

    /// <summary>Counts another continuation, from 1 for a new version.</summary>
    public Continuations Again(string version) => new(Version == version ? Count + 1 : 1, version);
}
