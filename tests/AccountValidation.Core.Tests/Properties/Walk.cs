using AccountValidation.Core.Accounts;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>One event of a walk: a step and its outcome, or a signal, and what became of the validation.</summary>
/// <param name="At">When it was over.</param>
/// <param name="Before">The validation before it.</param>
/// <param name="What">An <see cref="Outcome"/>, a <see cref="Signal"/>, or the <see cref="Step.Wait"/> or
/// <see cref="Step.Hold"/> that time passed in.</param>
/// <param name="After">The validation after it.</param>
/// <param name="FreshCheck">The check in the step of the penny drop, as it really was, when the turn began one.</param>
internal sealed record Turn(
    DateTimeOffset At, Validation Before, object What, Validation After, Outcome.Checked? FreshCheck = null)
{
    /// <summary>True when it began a penny drop: from here on a penny may be on its way.</summary>
    public bool BeganADrop => After.ValidateAttempts > Before.ValidateAttempts;

    /// <summary>What became of a POST that may have left; null when the turn ended none.</summary>
    public JuspayReply? Ended => ReferenceEquals(Before, After) ? null : What switch
    {
        Outcome.PennyDropEnded { IntentAt: not null } drop => drop.Reply,
        _ => null,
    };

    /// <summary>A check that ended in this turn, that of a penny drop included.</summary>
    public Outcome.Checked? Check => FreshCheck ?? What switch
    {
        Outcome.Checked check => check,
        Outcome.PennyDropEnded { Check: { } check } => check,
        _ => null,
    };

    /// <summary>What a good check of this turn showed; null when there was none.</summary>
    public AccountSnapshot? Seen => (Check?.Reply as JuspayReply.Answered)?.Account;

    /// <summary>What Juspay said of the account last in this turn: the penny drop's answer, or a check's.</summary>
    public AccountSnapshot? SaidOfTheAccount => (Ended as JuspayReply.Answered)?.Account ?? Seen;

    /// <summary>The end, when the validation settled in this turn.</summary>
    public Stage.Settled? SettledHere => Before.IsSettled ? null : After.Stage as Stage.Settled;

    /// <summary>What the account showed before the penny drop that this turn began.</summary>
    public Baseline BaselineOfTheDrop => What switch
    {
        Outcome.IntentRecorded => ((Stage.DropUnderWay)After.Stage).Baseline,
        Outcome.PennyDropEnded { Baseline: { } baseline } => baseline,
        _ => throw new InvalidOperationException("No drop began here."),
    };

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
