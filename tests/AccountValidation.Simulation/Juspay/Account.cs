namespace AccountValidation.Simulation.Juspay;

/// <summary>What Juspay says of an account.</summary>
internal enum Seen
{
    Created,
    Pending,
    Active,
    Failure,
}

/// <summary>What an answer shows of an account.</summary>
/// <param name="Status">The status.</param>
/// <param name="Date">The text of the date of the last validation; null when there is none.</param>
/// <param name="Instant">The instant that the text names; null when it names none.</param>
internal sealed record Shown(Seen Status, string? Date, DateTimeOffset? Instant)
{
    /// <summary>True when a validation has ended.</summary>
    public bool IsSettled => Status is Seen.Active or Seen.Failure;

    /// <inheritdoc/>
    public override string ToString() => $"{Status} {Date ?? "without a date"}";

    /// <summary>True when a new drop with the same end may look the same.</summary>
    public bool HidesTheNext => Status == Seen.Failure || (Status == Seen.Active && Instant is null);
}

/// <summary>One penny.</summary>
/// <param name="ValidationId">The validation that sent it; null when somebody else did.</param>
/// <param name="At">When Juspay dropped it.</param>
/// <param name="ShownAt">When checks begin to show it.</param>
/// <param name="AnsweredAt">When its answer is known.</param>
/// <param name="Answer">Its answer.</param>
internal sealed record Drop(
    string? ValidationId, DateTimeOffset At, DateTimeOffset ShownAt, DateTimeOffset AnsweredAt, Seen Answer);

/// <summary>One customer account at Juspay.</summary>
/// <param name="CustomerId">Its customer.</param>
/// <param name="Id">Its id.</param>
internal sealed record Account(string CustomerId, string Id)
{
    /// <summary>What it showed before anybody dropped a penny here.</summary>
    public Seen Before { get; init; } = Seen.Created;

    /// <summary>When that was last validated; null when it never was.</summary>
    public DateTimeOffset? ValidatedBefore { get; init; }

    /// <summary>How its dates are written.</summary>
    public DateForm Dates { get; init; }

    /// <summary>True when a validation that ends in <c>FAILURE</c> does not move its date.</summary>
    public bool IsUnmoved { get; init; }

    /// <summary>True when its date tells one drop's end from another's.</summary>
    public bool HasDates =>
        !IsUnmoved && Dates is DateForm.Milliseconds or DateForm.WholeSeconds or DateForm.Utc or DateForm.Rfc1123;

    /// <summary>How Juspay writes the date at which a penny drop was answered; null without dates.</summary>
    public string? DateTextOf(Drop drop) => Juspay.Dates.Text(Dates, drop.AnsweredAt, Drops.IndexOf(drop) + 1);

    /// <summary>The holder's name as it stands in its answers, a piece of JSON; null for none.</summary>
    public byte[]? Name { get; init; }

    /// <summary>Every penny, oldest first.</summary>
    public List<Drop> Drops { get; } = [];

    /// <summary>The pennies of the service.</summary>
    public IEnumerable<Drop> OwnDrops => Drops.Where(drop => drop.ValidationId is not null);

    /// <summary>
    /// What a check shows: the last that happened to the account, be it the beginning or the end of a drop, as far as
    /// the drop is shown.
    /// </summary>
    public Shown Check(DateTimeOffset now)
    {
        var (status, validated, number) = (Before, ValidatedBefore, 0);
        foreach (var step in Steps(now).OrderBy(step => step.At))
        {
            status = step.IsEnd ? step.Drop.Answer : Seen.Pending;
            if (step.IsEnd && !(IsUnmoved && step.Drop.Answer == Seen.Failure))
            {
                (validated, number) = (step.Drop.AnsweredAt, step.Number);
            }
        }

        return new(status, Juspay.Dates.Text(Dates, validated, number), Juspay.Dates.Instant(Dates, validated));
    }

    private IEnumerable<(DateTimeOffset At, bool IsEnd, Drop Drop, int Number)> Steps(DateTimeOffset now)
    {
        var number = 0;
        foreach (var drop in Drops)
        {
            number++;
            if (drop.ShownAt > now)
            {
                continue;
            }

            yield return (drop.At, IsEnd: false, drop, number);
            if (drop.AnsweredAt <= now)
            {
                yield return (drop.AnsweredAt, IsEnd: true, drop, number);
            }
        }
    }
}
