namespace AccountValidation.Simulation.Juspay;

/// <summary>The status that Juspay shows for an account.</summary>
internal enum Seen
{
    Created,
    Pending,
    Active,
    Failure,
}

/// <summary>The record of an account in an answer.</summary>
/// <param name="Status">The status.</param>
/// <param name="Date">The text of the last validation's date; null without a date.</param>
/// <param name="Instant">The instant of the text; null when the text names none.</param>
internal sealed record Shown(Seen Status, string? Date, DateTimeOffset? Instant)
{
    /// <summary>True when a validation has ended.</summary>
    public bool IsSettled => Status is Seen.Active or Seen.Failure;

    /// <inheritdoc/>
    public override string ToString() => $"{Status} {Date ?? "without a date"}";

    /// <summary>True when a new drop with the same result may show the same record.</summary>
    public bool HidesTheNext => Status == Seen.Failure || (Status == Seen.Active && Instant is null);
}

/// <summary>A penny in Juspay's ledger.</summary>
/// <param name="ValidationId">The validation that sent the POST; null for another person's penny.</param>
/// <param name="At">The time of the drop.</param>
/// <param name="ShownAt">The time from which checks show the drop.</param>
/// <param name="AnsweredAt">The time from which the answer is known.</param>
/// <param name="Answer">The answer.</param>
internal sealed record Drop(
    string? ValidationId, DateTimeOffset At, DateTimeOffset ShownAt, DateTimeOffset AnsweredAt, Seen Answer);

/// <summary>A customer account at Juspay.</summary>
/// <param name="CustomerId">The id of the customer.</param>
/// <param name="Id">The id of the account.</param>
internal sealed record Account(string CustomerId, string Id)
{
    /// <summary>The status before the first drop.</summary>
    public Seen Before { get; init; } = Seen.Created;

    /// <summary>The time of the validation before the first drop; null for none.</summary>
    public DateTimeOffset? ValidatedBefore { get; init; }

    /// <summary>The form of its dates.</summary>
    public DateForm Dates { get; init; }

    /// <summary>True when a result <c>FAILURE</c> does not change the date.</summary>
    public bool IsUnmoved { get; init; }

    /// <summary>True when the date tells one drop's end from another drop's end.</summary>
    public bool HasDates =>
        !IsUnmoved && Dates is DateForm.Milliseconds or DateForm.WholeSeconds or DateForm.Utc or DateForm.Rfc1123;

    /// <summary>How Juspay writes the date at which a penny drop was answered; null without dates.</summary>
    public string? DateTextOf(Drop drop) => Juspay.Dates.Text(Dates, drop.AnsweredAt, Drops.IndexOf(drop) + 1);

    /// <summary>The holder's name in its answers, as a piece of JSON; null for none.</summary>
    public byte[]? Name { get; init; }

    /// <summary>Every penny, oldest first.</summary>
    public List<Drop> Drops { get; } = [];

    /// <summary>The pennies of the service.</summary>
    public IEnumerable<Drop> OwnDrops => Drops.Where(drop => drop.ValidationId is not null);

    /// <summary>
    /// The record that a check shows: the last event of the account, the beginning or end of a drop, as far as shown.
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
