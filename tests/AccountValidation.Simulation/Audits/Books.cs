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
/// The auditor's books: every commit, acknowledgement, call, penny and delivery. Each entry is checked against the
/// guarantees.
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
    // The change that was the intent of each validation's last penny.
    private readonly Dictionary<string, long> _sentBy = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lost = new(StringComparer.Ordinal);
    private readonly LostDrops _lostDrops = new(time, guard);
    private readonly HashSet<string> _purged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ValidationStatus> _census = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _spelling = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _acceptedAt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _finishedAt = new(StringComparer.Ordinal);
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _windows = [];
    private DateTimeOffset? _perhapsCommittedAt;
    private DateTimeOffset? _lastCommitAt;
    private TimeSpan? _wait;
    private DateTimeOffset? _commitBeforeDoubt;
    private DateTimeOffset? _paysFrom;
    private Dictionary<string, (Validation? Before, DateTimeOffset? FinishedAt)>? _doubted;
    private bool _isWritten;

    /// <summary>Each validation as last committed.</summary>
    public IReadOnlyDictionary<string, Validation> Committed => _committed;

    /// <summary>The last status of every validation, including purged validations.</summary>
    public IReadOnlyDictionary<string, ValidationStatus> Census => _census;

    /// <summary>The validation id that callers have seen for each idempotency key.</summary>
    public IReadOnlyDictionary<string, string> Keys => _keys;

    /// <summary>The states that callers and listeners were told.</summary>
    public Told Told { get; } = new();

    /// <summary>Raised for each validation whose last commit a crash has undone.</summary>
    public event Action<string>? Undone;

    /// <summary>The number of committed changes.</summary>
    public long Changes { get; private set; }

    /// <summary>Notes that a commit is on disk, with or without a change.</summary>
    public void NoteCommit() => _lastCommitAt = time.ProcessTimeOfDay;

    /// <summary>Notes a change that is on disk.</summary>
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
    /// Notes that the process dies in the commit that begins now. Nobody knows whether the commit is on disk before the
    /// database is read.
    /// </summary>
    public void BeginDoubt() => (_doubted, _commitBeforeDoubt) = (new(StringComparer.Ordinal), _lastCommitAt);

    /// <summary>Notes that no part of the doubtful commit was torn: the database must hold the commit.</summary>
    public void RuleOutDoubt() => _isWritten = true;

    /// <summary>Settles the doubt: the database holds the whole commit or nothing of it.</summary>
    /// <param name="stored">The stored states by validation id.</param>
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

        // A commit without a change may be on disk: then the store counts its time.
        _perhapsCommittedAt = doubted.Count == 0 ? _lastCommitAt : null;
        _lastCommitAt = _commitBeforeDoubt;
        foreach (var id in doubted.Keys)
        {
            Require(
                !Told.Knows(_committed[id]),
                $"{id} was told to be {_committed[id].Stage.GetType().Name}, and a crash has undone it");
            Undone?.Invoke(id);
            Forget(id);
            _census.Remove(id);
            if (doubted[id].Before is not { IsSettled: true })
            {
                _settledAt.Remove(id);
            }

            if (doubted[id].Before is null)
            {
                // The validation was never accepted.
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
    /// Notes the start of a process. The process may not know the answers of Juspay since shortly before the last
    /// commit.
    /// </summary>
    /// <param name="hostTime">The start by the host's clock.</param>
    /// <param name="shownWithin">After a restore the time without penny drops; null otherwise.</param>
    public void OpenWindow(DateTimeOffset hostTime, TimeSpan? shownWithin)
    {
        if (_lastCommitAt is { } last)
        {
            var (from, to) = last < hostTime ? (last, hostTime) : (hostTime, last);
            _wait = shownWithin ?? (_paysFrom > last ? _wait : null); // A wait that is not over begins again.
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
            if (_perhapsCommittedAt is { } perhaps)
            {
                _windows.Add((from < perhaps ? from - Slack : perhaps - Slack, to > perhaps ? to : perhaps));
            }
        }

        (_lastCommitAt, _perhapsCommittedAt) = (hostTime, null);
    }

    /// <summary>True when a process may not have known an answer of this time at its start.</summary>
    public bool IsInDoubt(DateTimeOffset answeredAt) =>
        _windows.Exists(window => window.From <= answeredAt && answeredAt <= window.To);

    /// <summary>The true time at which a validation was accepted.</summary>
    public DateTimeOffset AcceptedAt(string id) => _acceptedAt[id];

    /// <summary>The time at which a validation finished, by the host's clock; null before.</summary>
    public DateTimeOffset? FinishedAt(Validation validation) =>
        validation.IsFinished ? _finishedAt[validation.Id] : null;

    /// <summary>Notes that the database no longer holds a validation: the service purged the validation.</summary>
    public void Purge(string id)
    {
        _purged.Add(id);
        Forget(id);
    }

    /// <summary>Notes that a caller has seen the acceptance of its start.</summary>
    public void Acknowledge(string id, string? key)
    {
        if (_lost.Contains(id))
        {
            return; // A restore removed it while the response was on its way.
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

    /// <summary>Notes that a POST leaves the host; returns the id of its validation.</summary>
    public string PennyIsSent(Account account)
    {
        var (id, intent) = _intended.GetValueOrDefault(account.Id);
        Require(id is not null, $"a penny is sent to {account.Id}, for which none was intended");
        var validation = _committed[id!];

        // A cancellation may have come since.
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

    /// <summary>The id of the validation that runs for an account; null for none.</summary>
    public string? RunningFor(Account account) => _running.GetValueOrDefault(account.Id);

    /// <summary>
    /// True when the caller of the dropping validation learned the penny's answer before the given validation was
    /// accepted.
    /// </summary>
    public bool WasToldBefore(Drop drop, string id) =>
        drop.ValidationId is { } owner && owner != id
        && AccountOf(_committed[id]) == _spelling[owner] // The last known answer belongs to a single spelling.
        && _settledAt.TryGetValue(owner, out var at) && drop.AnsweredAt <= at && at <= _acceptedAt[id]
        && _census.GetValueOrDefault(owner) is ValidationStatus.Active or ValidationStatus.Failure;

    /// <summary>Checks a penny of the service that is about to enter Juspay's ledger.</summary>
    public void Drop(Account account, Drop drop)
    {
        var earlierDrops = CollectionsMarshal.GetValueRefOrAddDefault(_dropped, account.Id, out _) ??= [];
        guard.Require(
            !earlierDrops.Exists(earlier =>
                earlier.Drop.ValidationId == drop.ValidationId && !_lostDrops.IsLost(earlier.Intent)),
            Guarantee.OnePenny,
            $"{drop.ValidationId} drops a second penny on {account.Id}");

        // No check shows a drop that a restore lost at another Juspay.
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
    /// True for a penny that a restore has lost: its validation no longer knows the POST, or no longer exists.
    /// </summary>
    public bool IsLost(Drop drop) =>
        _dropped.Values.Any(drops =>
            drops.Exists(known => ReferenceEquals(known.Drop, drop) && _lostDrops.IsLost(known.Intent)));

    /// <summary>Copies the books for a backup.</summary>
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
    /// Notes that a backup replaces the database. The books forget everything that the backup does not know, except the
    /// pennies.
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
    /// <exception cref="BrokenGuaranteeException">The guarantee is broken.</exception>
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

    // Another person's answer, shown meanwhile, looks like the open drop's answer. So does the answer of an own earlier
    // drop that stayed open beside this drop for that reason. Where no date tells the drops apart, so does an answer
    // hidden at this drop's time. After 72 hours no validation waits any longer.
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

    // The last known answer belongs to a single spelling. An answer under another spelling may be hidden when the penny
    // is dropped. Once shown, that answer seems to be the penny's own. The same holds for the penny whose answer is
    // hidden then, and so on.
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
            _committed.GetValueOrDefault(drop.ValidationId!) is { IsSettled: true, LastSeen: { } seen } settled
            && (seen.LastValidated >= drop.AnsweredAt - TimeSpan.FromSeconds(1)
                || (seen.UnreadDate is { } text && text == account.DateTextOf(drop))

                // Without dates only the end of the drop tells.
                || (!account.HasDates && seen.IsSettled && !settled.HasOpenDrop)));

    private static Stage EndOf(Validation settled) =>
        settled.Stage is Stage.Settled end ? end with { Left = null } : settled.Stage;

    // Juspay requires the same routing id on every call.
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
