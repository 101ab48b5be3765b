using System.Runtime.InteropServices;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Service.Engine;
using AccountValidation.Simulation.Guarantees;
using AccountValidation.Simulation.Juspay;
using AccountValidation.Simulation.Time;
using Account = AccountValidation.Simulation.Juspay.Account;

namespace AccountValidation.Simulation.Audits;

/// <summary>
/// The books that an auditor keeps beside the service: what was committed, acknowledged to callers, sent, dropped and
/// delivered. Every entry is checked against what may never happen.
/// </summary>
internal sealed class Books(VirtualTime time, Guard guard)
{
    private static readonly TimeSpan LongestOpen = TimeSpan.FromHours(72);
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, Validation> _committed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _running = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (string Id, long Change)> _intended = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<(Account Account, Drop Drop, long Intent)>> _dropped = new(
        StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, DateTimeOffset> _settledAt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string Id, DateTimeOffset At, string Validation)>> _routing = new(
        StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<(string Id, int Attempt)> _sent = [];
    // The intent of each validation's last penny.
    private readonly Dictionary<string, long> _sentBy = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lost = new(StringComparer.Ordinal);
    private readonly LostDrops _lostDrops = new(time, guard);
    private readonly HashSet<string> _purged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ValidationStatus> _census = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _spelling = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _acceptedAt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _finishedAt = new(StringComparer.Ordinal);
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _windows = [];
    private DateTimeOffset? _lastCommitAt;
    private TimeSpan? _wait;
    private DateTimeOffset? _commitBeforeDoubt;
    private DateTimeOffset? _paysFrom;
    private Dictionary<string, (Validation? Before, DateTimeOffset? FinishedAt)>? _doubted;
    private bool _isWritten;

    /// <summary>Every validation as it was last committed.</summary>
    public IReadOnlyDictionary<string, Validation> Committed => _committed;

    /// <summary>The last status of every validation there ever was, those included that were purged.</summary>
    public IReadOnlyDictionary<string, ValidationStatus> Census => _census;

    /// <summary>What each idempotency key stands for, as callers have seen it.</summary>
    public IReadOnlyDictionary<string, string> Keys => _keys;

    /// <summary>What callers and listeners were told.</summary>
    public Told Told { get; } = new();

    /// <summary>Raised for each validation whose last commit a crash has undone.</summary>
    public event Action<string>? Undone;

    /// <summary>How many changes were committed.</summary>
    public long Changes { get; private set; }

    /// <summary>A commit is on disk, be it of a change or not.</summary>
    public void NoteCommit() => _lastCommitAt = time.ProcessTimeOfDay;

    /// <summary>A commit is on disk.</summary>
    public void Commit(ValidationChange change)
    {
        Changes++;
        _lastCommitAt = time.ProcessTimeOfDay;
        var after = change.After;
        var before = _committed.GetValueOrDefault(after.Id);
        _doubted?.TryAdd(after.Id, (before, before is null ? null : FinishedAt(before)));
        Require(
            before is null || !before.IsSettled || EndOf(before) == EndOf(after),
            $"{after.Id} left {before?.Status} for {after.Status}");
        Require(
            before?.Callback?.Body is null || before.Callback.Body == after.Callback?.Body,
            $"{after.Id}: the callback's body changed");
        Require(
            before is null || before.Callback?.MessageId == after.Callback?.MessageId,
            $"{after.Id}: the callback's id changed");
        Require(
            before?.Callback?.Type is null || before.Callback.Type == after.Callback?.Type,
            $"{after.Id}: the callback's type changed");
        Keep(after, time.ProcessTimeOfDay);
    }

    /// <summary>
    /// The process dies in the commit that begins now: whether it is on disk is not known until the database is read.
    /// </summary>
    public void BeginDoubt() => (_doubted, _commitBeforeDoubt) = (new(StringComparer.Ordinal), _lastCommitAt);

    /// <summary>Nothing of the commit in doubt was torn: it has to be there.</summary>
    public void RuleOutDoubt() => _isWritten = true;

    /// <summary>The database is read: a commit in doubt is there as a whole, or not at all.</summary>
    /// <param name="stored">The states by their ids.</param>
    public void EndDoubt(IReadOnlyDictionary<string, string> stored)
    {
        if (_doubted is not { } doubted)
        {
            return;
        }

        var isWritten = _isWritten;
        (_doubted, _isWritten) = (null, false);
        var there = doubted.Keys.Count(id =>
            stored.TryGetValue(id, out var state) && state == StateJson.Serialize(_committed[id]));
        Require(
            there == doubted.Count || (there == 0 && !isWritten),
            $"{there} of the {doubted.Count} changes of one commit survived a crash");
        if (there > 0)
        {
            return;
        }

        // One that held no change of a validation may be there: the window that is opened now may be a little too long.
        _lastCommitAt = _commitBeforeDoubt;
        foreach (var id in doubted.Keys)
        {
            Require(
                !Told.Knows(_committed[id]),
                $"{id} was told to be {_committed[id].Stage.GetType().Name}, and a crash has undone it");
            Undone?.Invoke(id);
            Forget(id);
            _census.Remove(id);
            if (doubted[id].Before is null)
            {
                // It was never accepted.
                _routing.Values.ToList().ForEach(used => used.RemoveAll(use => use.Validation == id));
            }
        }

        foreach (var (before, finishedAt) in doubted.Values)
        {
            if (before is not null)
            {
                Keep(before, finishedAt ?? time.ProcessTimeOfDay);
            }
        }
    }

    /// <summary>
    /// A process starts: what Juspay has answered since shortly before the last commit may be unknown to it.
    /// </summary>
    /// <param name="hostTime">The time by its clock.</param>
    /// <param name="shownWithin">For how long nothing is paid, since a backup goes on; null when none does.</param>
    public void OpenWindow(DateTimeOffset hostTime, TimeSpan? shownWithin)
    {
        if (_lastCommitAt is { } last)
        {
            var (from, to) = last < hostTime ? (last, hostTime) : (hostTime, last);
            _wait = shownWithin ?? (_paysFrom > last ? _wait : null); // one that is not over begins anew
            if (_wait is { } wait)
            {
                _paysFrom = hostTime + wait;
                to = (_paysFrom > to ? _paysFrom.Value : to) + Slack;
            }

            if (shownWithin is { } newWait)
            {
                _lostDrops.Open(newWait, from - Slack, to);
            }

            _windows.Add((from - Slack, to));
        }

        _lastCommitAt = hostTime;
    }

    /// <summary>True when an answer of this time may be one that a process did not know when it started.</summary>
    public bool IsInDoubt(DateTimeOffset answeredAt) =>
        _windows.Exists(window => window.From <= answeredAt && answeredAt <= window.To);

    /// <summary>The true time at which a validation was accepted.</summary>
    public DateTimeOffset AcceptedAt(string id) => _acceptedAt[id];

    /// <summary>When nothing was left to do for a validation, by the host's clock; null before.</summary>
    public DateTimeOffset? FinishedAt(Validation validation) =>
        validation.IsFinished ? _finishedAt[validation.Id] : null;

    /// <summary>A validation is not in the database: it was purged.</summary>
    public void Purge(string id)
    {
        _purged.Add(id);
        Forget(id);
    }

    /// <summary>A caller has seen that its start was accepted.</summary>
    public void Acknowledge(string id, string? key)
    {
        if (_lost.Contains(id))
        {
            return; // by a restore, while the answer was on its way
        }

        Require(_committed.ContainsKey(id) || _purged.Contains(id), $"{id} was accepted, and is not stored");
        if (key is not null)
        {
            Require(
                !_keys.TryGetValue(key, out var earlier) || earlier == id,
                $"the idempotency key {key} stands for {_keys.GetValueOrDefault(key)} and for {id}");
            _keys[key] = id;
        }
    }

    /// <summary>A validate call leaves the host. Gives back whose it is.</summary>
    public string PennyIsSent(Account account)
    {
        var (id, intent) = _intended.GetValueOrDefault(account.Id);
        Require(id is not null, $"a penny is sent to {account.Id}, for which none was intended");
        var validation = _committed[id!];

        // It may have been cancelled since.
        var stage = validation.Stage is Stage.Settled settled ? settled.Left : validation.Stage;
        Require(
            stage is Stage.DropUnderWay,
            $"{id}: a penny is sent without a durable intent, from {validation.Stage.GetType().Name}");
        var attempt = (id!, validation.ValidateAttempts);
        Require(
            time.ProcessTimeOfDay <= ((Stage.DropUnderWay)stage!).SendBefore,
            $"{id}: a penny is sent later than intent and time-out");
        Require(_sent.Add(attempt), $"{id}: attempt {validation.ValidateAttempts} is sent twice");
        _sentBy[id!] = intent;
        _lostDrops.Sent(id!);
        return id!;
    }

    /// <summary>The validation that runs for an account; null when none does.</summary>
    public string? RunningFor(Account account) => _running.GetValueOrDefault(account.Id);

    /// <summary>
    /// True when a penny's answer was told to the caller of the validation that dropped it, before another was
    /// accepted.
    /// </summary>
    public bool WasToldBefore(Drop drop, string id) =>
        drop.ValidationId is { } owner && owner != id
        && AccountOf(_committed[id]) == _spelling[owner] // the last known answer is one spelling's
        && _settledAt.TryGetValue(owner, out var at) && drop.AnsweredAt <= at && at <= _acceptedAt[id]
        && _census.GetValueOrDefault(owner) is ValidationStatus.Active or ValidationStatus.Failure;

    /// <summary>A penny of the service is about to enter Juspay's ledger.</summary>
    public void Drop(Account account, Drop drop)
    {
        var earlierDrops = CollectionsMarshal.GetValueRefOrAddDefault(_dropped, account.Id, out _) ??= [];
        guard.Require(
            !earlierDrops.Exists(earlier =>
                earlier.Drop.ValidationId == drop.ValidationId && !_lostDrops.IsLost(earlier.Intent)),
            Guarantee.OnePenny,
            $"{drop.ValidationId} drops a second penny on {account.Id}");

        // What a restore has lost at another Juspay no check shows.
        var open = earlierDrops
            .FirstOrDefault(earlier =>
                IsOpen(earlier.Account, earlier.Drop)
                && (ReferenceEquals(earlier.Account, account) || !_lostDrops.IsLost(earlier.Intent)))
            .Drop;
        guard.Require(
            open is null || open.ValidationId == drop.ValidationId || ComesAfterAnothersAnswer(account, drop),
            Guarantee.NoPennyBesideAnOpenDrop,
            $"{drop.ValidationId} pays for {account.Id}, where the drop of {open?.ValidationId} is unanswered or hidden"
        );
        foreach (var (_, earlier, intent) in earlierDrops.Where(earlier => ReferenceEquals(earlier.Account, account)))
        {
            _lostDrops.Check(account, drop, earlier, intent);
        }

        earlierDrops.Add((account, drop, _sentBy[drop.ValidationId!]));
    }

    /// <summary>
    /// True for a penny that a restore has lost: its validation does not know that it sent it, if it still is.
    /// </summary>
    public bool IsLost(Drop drop) =>
        _dropped.Values.Any(drops =>
            drops.Exists(known => ReferenceEquals(known.Drop, drop) && _lostDrops.IsLost(known.Intent)));

    /// <summary>A backup is taken.</summary>
    public BooksBackup Remember() => new()
    {
        Committed = BooksBackup.Copy(_committed),
        Running = BooksBackup.Copy(_running),
        Intended = BooksBackup.Copy(_intended),
        SettledAt = BooksBackup.Copy(_settledAt),
        AcceptedAt = BooksBackup.Copy(_acceptedAt),
        FinishedAt = BooksBackup.Copy(_finishedAt),
        Routing = _routing.ToDictionary(used => used.Key, used => used.Value.ToList(), _routing.Comparer),
        Keys = BooksBackup.Copy(_keys),
        Census = BooksBackup.Copy(_census),
        Sent = [.. _sent],
        Purged = [.. _purged],
        Verdicts = _lostDrops.Remember(),
        LastCommitAt = _lastCommitAt,
        Changes = Changes,
    };

    /// <summary>
    /// A backup takes the place of the database: what it does not know has never been, but for the pennies.
    /// </summary>
    public void Restore(BooksBackup backup)
    {
        _lost.UnionWith(
            _committed
                .Keys.Concat(_purged)
                .Where(id => !backup.Committed.ContainsKey(id) && !backup.Purged.Contains(id)));
        BooksBackup.PutBack(_committed, backup.Committed);
        BooksBackup.PutBack(_running, backup.Running);
        BooksBackup.PutBack(_intended, backup.Intended);
        BooksBackup.PutBack(_settledAt, backup.SettledAt);
        BooksBackup.PutBack(_acceptedAt, backup.AcceptedAt);
        BooksBackup.PutBack(_finishedAt, backup.FinishedAt);
        BooksBackup.PutBack(
            _routing,
            backup.Routing.ToDictionary(used => used.Key, used => used.Value.ToList(), backup.Routing.Comparer));
        BooksBackup.PutBack(_keys, backup.Keys);
        BooksBackup.PutBack(_census, backup.Census);
        _sent.Clear();
        _sent.UnionWith(backup.Sent);
        _purged.Clear();
        _purged.UnionWith(backup.Purged);
        _lastCommitAt = backup.LastCommitAt;
        _lostDrops.Restore(backup.Verdicts, backup.Changes, Changes);
    }

    /// <summary>Fails when a guarantee is broken.</summary>
    /// <exception cref="BrokenGuaranteeException">It is.</exception>
    public static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new BrokenGuaranteeException(otherwise);
        }
    }

    private void Forget(string id)
    {
        _finishedAt.Remove(id);
        if (_committed.Remove(id, out var validation) && _running.GetValueOrDefault(AccountOf(validation)) == id)
        {
            _running.Remove(AccountOf(validation));
        }
    }

    // The answer of somebody else's penny, shown meanwhile, looks like that of the open one; so does that of an earlier
    // own one, which was open beside it for that reason, or, where no date tells them apart, hidden when it was
    // dropped. After 72 hours nobody waits any more.
    private bool IsOpen(Account account, Drop drop) =>
        (
            time.TimeOfDay < drop.AnsweredAt
            || (time.TimeOfDay < drop.ShownAt && !KnewItsAnswer(account, drop)))
        && time.TimeOfDay < drop.At + LongestOpen
        && (account.HasDates || !account.Drops.Exists(other => IsHiddenAt(drop, other)))
        && !TakesAnothersAnswer(account, drop)
        && !(
            account.Drops.Exists(other => other.ValidationId is null)
            && account.Drops.Exists(other =>
                (other.ValidationId is null || other.At < drop.At)
                && other.AnsweredAt > drop.At
                && other.AnsweredAt <= time.TimeOfDay));

    // The last known answer is one spelling's: an answer under another one, hidden when the penny was dropped, seems
    // to be its own when it shows. And so on, with the penny whose own answer is hidden then.
    private bool TakesAnothersAnswer(Account account, Drop drop) => account.Drops.Exists(
        other => IsHiddenAt(drop, other)
            && other.ValidationId is { } owner
            && (_spelling[owner] != _spelling[drop.ValidationId!] || TakesAnothersAnswer(account, other)));

    private static bool IsHiddenAt(Drop drop, Drop other) => other.At < drop.At && other.ShownAt > drop.At;

    // A proxy held the request, and somebody else's penny had passed for the validation's own meanwhile.
    private bool ComesAfterAnothersAnswer(Account account, Drop drop) =>
        _census.GetValueOrDefault(drop.ValidationId!) is ValidationStatus.Active or ValidationStatus.Failure
        && _settledAt.TryGetValue(drop.ValidationId!, out var settledAt)
        && account.Drops.Exists(other => other.ValidationId is null && other.AnsweredAt <= settledAt);

    // A cancelled validation may have learnt the answer later.
    private bool KnewItsAnswer(Account account, Drop drop) =>
        _census.GetValueOrDefault(drop.ValidationId!) is ValidationStatus.Active or ValidationStatus.Failure
        || (
            _committed.GetValueOrDefault(drop.ValidationId!) is { IsSettled: true, LastSeen: { } seen }
            && (seen.LastValidated >= drop.AnsweredAt - TimeSpan.FromSeconds(1)
                || (seen.UnreadDate is { } text && text == account.DateTextOf(drop))));

    private static Stage EndOf(Validation settled) =>
        settled.Stage is Stage.Settled end ? end with { Left = null } : settled.Stage;

    // Juspay wants the same one every time.
    private void CheckRouting(Validation accepted)
    {
        var (account, routingId) = (accepted.Request.CustomerAccountId, accepted.Request.RoutingId);
        var used = CollectionsMarshal.GetValueRefOrAddDefault(_routing, account, out _) ??= [];
        guard.Require(
            used is not [.., var last] || last.Id == routingId || time.TimeOfDay - last.At >= LongestOpen,
            Guarantee.OneRoutingId,
            $"{accepted.Id} uses {routingId} for {account}, whose calls had {used.LastOrDefault().Id}");
        used.Add((routingId, time.TimeOfDay, accepted.Id));
    }

    private void Keep(Validation validation, DateTimeOffset finishedAt)
    {
        _committed[validation.Id] = validation;
        _census[validation.Id] = validation.Status;
        _spelling[validation.Id] = AccountOf(validation);
        if (_acceptedAt.TryAdd(validation.Id, time.TimeOfDay))
        {
            CheckRouting(validation);
        }

        if (validation.Stage is Stage.DropUnderWay)
        {
            _intended[AccountOf(validation)] = (validation.Id, Changes);
        }

        if (validation.IsSettled)
        {
            var isNew = _settledAt.TryAdd(validation.Id, time.TimeOfDay);
            if (isNew && validation.Status is ValidationStatus.Active or ValidationStatus.Failure)
            {
                _lostDrops.NoteVerdict(AccountOf(validation));
            }
        }

        if (validation.IsFinished)
        {
            _finishedAt.TryAdd(validation.Id, finishedAt);
        }
        else
        {
            _finishedAt.Remove(validation.Id);
        }

        var running = _running.GetValueOrDefault(AccountOf(validation));
        if (!validation.IsSettled)
        {
            Require(
                running is null || running == validation.Id,
                $"{running} and {validation.Id} run at once for one account");
            _running[AccountOf(validation)] = validation.Id;
        }
        else if (running == validation.Id)
        {
            _running.Remove(AccountOf(validation));
        }
    }

    private static string AccountOf(Validation validation) => validation.Request.CustomerAccountId;
}
