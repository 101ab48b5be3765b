using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>One commit of a store: a validation and, where it concerns it, its account.</summary>
/// <param name="Turn">What became of the validation.</param>
/// <param name="Before">The account before it.</param>
/// <param name="After">The account after it.</param>
/// <param name="IsStart">True when the validation was accepted in it.</param>
internal sealed record AccountTurn(Turn Turn, Account Before, Account After, bool IsStart = false)
{
    /// <summary>The open drop that a validation which starts now must follow; null for none.</summary>
    public OpenDrop? OpenBefore =>
        Before.OpenDrop is { } open && Turn.At - open.Drop.At < Account.LongestOpen ? open : null;
}

/// <summary>Several validations of one account, one after another.</summary>
/// <param name="Terms">Their terms.</param>
/// <param name="Seed">The seed of all chance.</param>
/// <param name="Ledger">What Juspay knows of it.</param>
/// <param name="Turns">What happened, in order.</param>
internal sealed record AccountWalk(Terms Terms, int Seed, Ledger Ledger, IReadOnlyList<AccountTurn> Turns)
{
    public override string ToString() =>
        $"{Seed} {Terms}\n{Terms.Recheck}\n{string.Join('\n', Ledger.Pennies)}\n"
        + string.Join('\n', Turns.TakeLast(60).Select(Line));

    // A whole walk has to fit on a page: CsCheck cuts long texts.
    private static string Line(AccountTurn turn)
    {
        var said = turn.Turn.SaidOfTheAccount is { } seen
            ? $"{seen.Status} {seen.LastValidated:HH:mm:ss}"
            : (turn.Turn.Ended ?? turn.Turn.Check?.Reply)?.GetType().Name;
        var open = turn.After.OpenDrop is { } drop
            ? $"{drop.Drop.ValidationId} {Stages.Describe(drop.Stage)} {drop.UncertainAttempts}"
            : "";
        return $"{turn.Turn.At:ddTHH:mm:ss} {turn.Turn.After.Id} {turn.Turn.What.GetType().Name} {said} > "
            + $"{Stages.Describe(turn.Turn.After)} | {open}";
    }
}
