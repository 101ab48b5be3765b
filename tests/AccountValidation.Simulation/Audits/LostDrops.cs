using AccountValidation.Simulation.Guarantees;
using AccountValidation.Simulation.Juspay;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Audits;

/// <summary>The pennies that the service has forgotten because a backup replaced its database.</summary>
internal sealed class LostDrops(VirtualTime time, Guard guard)
{
    private static readonly TimeSpan CountsFor = TimeSpan.FromHours(72);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private readonly List<Loss> _losses = [];
    private Dictionary<string, DateTimeOffset> _verdicts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Copies the time of each account's last stored verdict for a backup.</summary>
    public Dictionary<string, DateTimeOffset> Remember() => new(_verdicts, _verdicts.Comparer);

    /// <summary>Notes that a backup replaces the database.</summary>
    /// <param name="verdicts">The verdicts that the backup knows.</param>
    /// <param name="known">The last change that the backup knows.</param>
    /// <param name="last">The last change before the restore.</param>
    public void Restore(Dictionary<string, DateTimeOffset> verdicts, long known, long last)
    {
        _verdicts = new(verdicts, verdicts.Comparer);
        _losses.Add(new(known, last));
    }

    /// <summary>Notes that a process continues from the backup, and pays nothing for a time.</summary>
    /// <param name="wait">The time without penny drops.</param>
    /// <param name="from">The first date in doubt, by the host's clock, which may be wrong.</param>
    /// <param name="to">The last date in doubt.</param>
    public void Open(TimeSpan wait, DateTimeOffset from, DateTimeOffset to)
    {
        var loss = _losses[^1];
        (loss.RestoredAt, loss.RestoredAtHost, loss.PaysFrom) = (
            time.TimeOfDay, time.ProcessTimeOfDay, time.TimeOfDay + wait);
        (loss.From, loss.To) = (from, to);
    }

    /// <summary>Notes that a validation has settled with an answer of Juspay.</summary>
    public void NoteVerdict(string accountId) => _verdicts[accountId] = time.TimeOfDay;

    /// <summary>True for a penny whose intent no process knows any more.</summary>
    /// <param name="intent">The number of the change that was the intent.</param>
    public bool IsLost(long intent) => LossOf(intent) is not null;

    /// <summary>Checks a POST that leaves.</summary>
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

    /// <summary>Checks a penny that is about to be dropped on an account with an earlier drop of the service.</summary>
    /// <param name="account">The account.</param>
    /// <param name="drop">The penny.</param>
    /// <param name="earlier">The earlier drop.</param>
    /// <param name="intent">The number of the change that was the earlier drop's intent.</param>
    public void Check(Account account, Drop drop, Drop earlier, long intent)
    {
        if (!account.HasDates || LossOf(intent) is not { } loss || drop.At < loss.PaysFrom - Millisecond)
        {
            return; // The penny itself is a lost penny.
        }

        var isToBeSeen =
            drop.At < earlier.AnsweredAt
            || (
                earlier.AnsweredAt <= loss.PaysFrom && loss.From <= earlier.AnsweredAt && earlier.AnsweredAt <= loss.To
            );
        var isOver = drop.At >= loss.RestoredAt + CountsFor || time.ProcessTimeOfDay >= loss.RestoredAtHost + CountsFor;

        // Another person's drop shows a date of its own. So does an own drop that ended later: without a check, or
        // after the time that the host's clock could say.
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
