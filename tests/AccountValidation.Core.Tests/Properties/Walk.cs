namespace AccountValidation.Core.Tests.Properties;

/// <summary>One event of a walk: a step and its outcome, or a signal, and what became of the validation.</summary>
/// <param name="At">When it was over.</param>
/// <param name="Before">The validation before it.</param>
/// <param name="What">An <see cref="Outcome"/>, a <see cref="Signal"/>, or the <see cref="Step.Wait"/> or <see cref="Step.Hold"/> that time passed in.</param>
/// <param name="After">The validation after it.</param>
internal sealed record Turn(DateTimeOffset At, Validation Before, object What, Validation After)
{
    /// <summary>True when it began a penny drop: from here on a penny may be on its way.</summary>
    public bool BeganADrop => Before.Stage is Stage.Paying && After.ValidateAttempts > Before.ValidateAttempts;

    /// <summary>The time of the intent, when it began a penny drop.</summary>
    public DateTimeOffset IntentAt => What switch
    {
        Outcome.IntentRecorded intent => intent.At,
        Outcome.PennyDropEnded { IntentAt: { } at } => at,
        _ => throw new InvalidOperationException("No drop began here."),
    };
}

/// <summary>One whole life of a validation.</summary>
/// <param name="Terms">Its terms.</param>
/// <param name="World">How the outside behaved.</param>
/// <param name="Turns">What happened, in order.</param>
/// <param name="Ended">False when it was given up after too many turns.</param>
internal sealed record Walk(Terms Terms, World World, IReadOnlyList<Turn> Turns, bool Ended)
{
    public Validation End => Turns[^1].After;

    public override string ToString()
    {
        var lines = Turns.Select(turn => $"{turn.At:O} {turn.What} -> {turn.After.Stage}");
        return $"{Terms}\n{Terms.Recheck}\n{World}\n{string.Join('\n', lines.TakeLast(60))}";
    }
}
