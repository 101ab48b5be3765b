namespace AccountValidation.Simulation.Juspay;

/// <summary>What Juspay says of an account.</summary>
internal enum Seen
{
    Created,
    Pending,
    Active,
    Failure,
}

/// <summary>One penny.</summary>
/// <param name="ValidationId">The validation that sent it.</param>
/// <param name="At">When Juspay dropped it.</param>
/// <param name="ShownAt">When looks begin to show it.</param>
/// <param name="AnsweredAt">When its answer is known.</param>
/// <param name="Answer">Its answer.</param>
internal sealed record Drop(string ValidationId, DateTimeOffset At, DateTimeOffset ShownAt, DateTimeOffset AnsweredAt, Seen Answer);

/// <summary>One customer account at Juspay.</summary>
/// <param name="CustomerId">Its customer.</param>
/// <param name="Id">Its id.</param>
internal sealed record Account(string CustomerId, string Id)
{
    /// <summary>What it showed before anybody dropped a penny here.</summary>
    public Seen Before { get; init; } = Seen.Created;

    /// <summary>When that was last validated; null when Juspay gives no date for this account, now or later.</summary>
    public DateTimeOffset? ValidatedBefore { get; init; }

    /// <summary>Until when a penny that somebody else dropped is without its answer; null when there is none.</summary>
    public DateTimeOffset? OthersPendingUntil { get; init; }

    /// <summary>False when Juspay gives no date of validation for this account.</summary>
    public bool HasDates { get; init; } = true;

    /// <summary>Every penny, oldest first.</summary>
    public List<Drop> Drops { get; } = [];

    /// <summary>What a look shows.</summary>
    public (Seen Status, DateTimeOffset? Validated) Look(DateTimeOffset now)
    {
        var look = now < OthersPendingUntil ? (Seen.Pending, ValidatedBefore)
            : OthersPendingUntil is { } until ? (Seen.Active, until)
            : (Before, ValidatedBefore);
        foreach (var drop in Drops.Where(drop => drop.ShownAt <= now))
        {
            look = now < drop.AnsweredAt ? (Seen.Pending, look.Item2) : (drop.Answer, drop.AnsweredAt);
        }

        return HasDates ? look : (look.Item1, null);
    }
}
