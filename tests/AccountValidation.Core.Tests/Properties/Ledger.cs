using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>A penny that Juspay took.</summary>
/// <param name="IntentAt">The time of the intent it came from.</param>
/// <param name="TakenAt">When Juspay took it: from here on the account is <c>PENDING</c>.</param>
/// <param name="AnsweredAt">When it is answered.</param>
/// <param name="Result">The answer.</param>
internal sealed record Penny(
    DateTimeOffset IntentAt, DateTimeOffset TakenAt, DateTimeOffset AnsweredAt, AccountStatus Result)
{
    /// <summary>The answer's date, which has whole seconds.</summary>
    public DateTimeOffset Date { get; } = AnsweredAt.AddTicks(-(AnsweredAt.Ticks % TimeSpan.TicksPerSecond));
}

/// <summary>
/// A tiny Juspay with one account. Of all it is known that a penny changes what checks show within a time; before that
/// a check may show any state since, and that of an hour ago never.
/// </summary>
/// <param name="chance">All chance.</param>
/// <param name="before">What the account showed before the first penny.</param>
/// <param name="lag">How far behind a check may be.</param>
internal sealed class Ledger(Random chance, Baseline before, TimeSpan lag)
{
    private readonly List<Penny> _pennies = [];

    /// <summary>Every penny that was ever taken.</summary>
    public IReadOnlyList<Penny> Pennies => _pennies;

    /// <summary>Takes a penny.</summary>
    public void Take(DateTimeOffset intentAt, DateTimeOffset takenAt)
    {
        var seconds = chance.Next(4) switch
        {
            0 => chance.NextDouble() * 3,
            1 => chance.NextDouble() * 600,
            2 => chance.NextDouble() * 7200,
            _ => chance.NextDouble() * 60 * 3600,
        };
        _pennies.Add(
            new(
                intentAt,
                takenAt,
                takenAt.AddSeconds(seconds),
                World.Happens(chance, 0.7) ? AccountStatus.Active : AccountStatus.Failure));
    }

    /// <summary>What a check shows that begins now: a state that may be behind.</summary>
    public AccountSnapshot Check(DateTimeOffset now) =>
        StateAt(World.Happens(chance, 0.5) ? now : now - (lag * chance.NextDouble()));

    /// <summary>What the account is at a time.</summary>
    public AccountSnapshot StateAt(DateTimeOffset time)
    {
        var taken = _pennies.Where(penny => penny.TakenAt <= time).ToList();
        var answered = taken.Where(penny => penny.AnsweredAt <= time).MaxBy(penny => penny.AnsweredAt);
        var (status, date) = answered is null
            ? (before.Status, before.LastValidated)
            : (answered.Result, answered.Date);
        return Make.Account(taken.Exists(penny => penny.AnsweredAt > time) ? AccountStatus.Pending : status, date);
    }
}
