namespace AccountValidation.JuspaySimulator;

/// <summary>
/// One penny. It keeps the script it was dropped under, so that a later script does not rewrite what it became.
/// </summary>
internal sealed record Drop(DateTimeOffset At, string? Amount, Script Script)
{
    /// <summary>An answer given by hand, which ends the script's course.</summary>
    public ForcedAnswer? Forced { get; init; }
}

/// <summary>An answer given by hand.</summary>
internal sealed record ForcedAnswer(Verdict Verdict, DateTimeOffset At);
