using AccountValidation.Simulation.Guarantees;
using AccountValidation.Simulation.Juspay;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Audits;

/// <summary>
/// The pennies of the service that it has forgotten, because a backup took the place of its database.
/// </summary>
internal sealed class LostDrops(VirtualTime time, Guard guard)
{
    private static readonly TimeSpan CountsFor = TimeSpan.FromHours(72);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private readonly List<Loss> _losses = [];
    private Dictionary<string, DateTimeOffset> _verdicts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The verdicts that are stored, for a backup: the time of the last one of each account.</summary>
    public Dictionary<string, DateTimeOffset> Remember() => new(_verdicts, _verdicts.Comparer);

    /// <summary>A backup takes the place of the database.</summary>
    /// <param name="verdicts">The verdicts that it knows.</param>
    /// <param name="known">The last change that it knows.</param>
    /// <param name="last">The last change there was.</param>
    public void Restore(Dictionary<string, DateTimeOffset> verdicts, long known, long last)
    {
        _verdicts = new(verdicts, verdicts.Comparer);
        _losses.Add(new(known, last));
    }

    /// <summary>A process goes on from the backup, and pays nothing for a time.</summary>
    /// <param name="wait">For how long.</param>
    /// <param name="from">From when on dates are in doubt, by the host's clock, which need not be right.</param>
    /// <param name="to">Until when.</param>
    public void Open(TimeSpan wait, DateTimeOffset from, DateTimeOffset to)
    {
        var loss = _losses[^1];
        (loss.RestoredAt, loss.RestoredAtHost, loss.PaysFrom) = (
            time.TimeOfDay, time.ProcessTimeOfDay, time.TimeOfDay + wait);
        (loss.From, loss.To) = (from, to);
    }

    /// <summary>A validation has settled with an answer of Juspay.</summary>
    public void NoteVerdict(string accountId) => _verdicts[accountId] = time.TimeOfDay;

    /// <summary>True for a penny whose intent no process knows any more.</summary>
    /// <param name="intent">The number of the change that was its intent.</param>
    public bool IsLost(long intent) => LossOf(intent) is not null;

    /// <summary>A POST leaves.</summary>
    public void Sent(string validationId)
    {
        if (_losses is [.., var last])
        {
            guard.Require(
                time.TimeOfDay >= last.PaysFrom - Millisecond,
                Guarantee.RestorePaysNotTwice,
                $"{validationId} pays at {time.TimeOfDay:O}, after a restore that lets pay from {last.PaysFrom:O}");
        }
    }

    /// <summary>A penny is about to be dropped where the service has dropped another.</summary>
    /// <param name="account">Where.</param>
    /// <param name="drop">The penny.</param>
    /// <param name="earlier">The other one.</param>
    /// <param name="intent">The number of the change that was its intent.</param>
    public void Check(Account account, Drop drop, Drop earlier, long intent)
    {
        if (!account.HasDates || LossOf(intent) is not { } loss || drop.At < loss.PaysFrom - Millisecond)
        {
            return; // the penny itself is one of those that are lost
        }

        var isToBeSeen =
            drop.At < earlier.AnsweredAt
            || (
                earlier.AnsweredAt <= loss.PaysFrom && loss.From <= earlier.AnsweredAt && earlier.AnsweredAt <= loss.To
            );
        var isOver = drop.At >= loss.RestoredAt + CountsFor || time.ProcessTimeOfDay >= loss.RestoredAtHost + CountsFor;

        // Somebody else's shows a date of its own, and so does an own one that ended later, when nobody checked, or
        // later than the host's clock could say.
        bool Hides(Drop other) =>
            other.ValidationId is null
            || ((other.AnsweredAt > loss.PaysFrom || other.AnsweredAt > loss.To) && other.AnsweredAt <= drop.At);

        var answered = earlier.AnsweredAt;
        guard.Require(
            !isToBeSeen
                || isOver
                || _verdicts.GetValueOrDefault(account.Id) >= loss.RestoredAt
                || account.Drops.Exists(other => other.At > earlier.At && Hides(other)),
            Guarantee.RestorePaysNotTwice,
            $"{drop.ValidationId} pays for {account.Id}; a restore of {loss.RestoredAt:O} lost a drop of {answered:O}");
    }

    private Loss? LossOf(long intent) => _losses.FindLast(loss => loss.Known < intent && intent <= loss.Last);

    private sealed record Loss(long Known, long Last)
    {
        public DateTimeOffset? RestoredAt { get; set; }

        public DateTimeOffset? RestoredAtHost { get; set; }

        public DateTimeOffset? PaysFrom { get; set; }

        public DateTimeOffset From { get; set; }

        public DateTimeOffset To { get; set; }
    }
}
