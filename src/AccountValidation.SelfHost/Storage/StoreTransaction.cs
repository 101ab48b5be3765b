using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Engine;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// The operations of a write. All statements of a write share one commit with the statements of concurrent writes, or
/// none is stored.
/// </summary>
internal sealed class StoreTransaction
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly TimeProvider _timeProvider;
    private readonly Restart _restart;
    private readonly List<StoredChange> _changes;
    private readonly UnsettledCount _unsettled;
    private readonly AccountTable _accounts;

    internal StoreTransaction(
        SqliteConnection connection,
        SqliteTransaction transaction,
        TimeProvider timeProvider,
        Restart restart,
        List<StoredChange> changes,
        UnsettledCount unsettled)
    {
        (_connection, _transaction, _timeProvider, _restart, _changes, _unsettled) = (
            connection, transaction, timeProvider, restart, changes, unsettled);
        _accounts = new(connection, transaction, restart);
    }

    /// <summary>True when the transaction deleted a validation.</summary>
    public bool HasPurged { get; private set; }

    /// <summary>
    /// Stores a new validation with its idempotency key and its account's lock. Stores nothing for a used key, a locked
    /// account, another routing id of the account, or at the limit.
    /// </summary>
    /// <param name="validation">The validation as accepted.</param>
    /// <param name="claim">The idempotency key; null for none.</param>
    /// <param name="mostUnsettled">The limit of unsettled validations.</param>
    public StartResult Start(Validation validation, IdempotencyClaim? claim, int mostUnsettled)
    {
        if (claim is not null && FindKey(claim) is var (fingerprint, validationId))
        {
            return fingerprint != claim.Fingerprint ? new StartResult.KeyReused(validationId)
                : Find(validationId) is { } earlier ? new StartResult.Replayed(earlier)
                : new StartResult.Purged(validationId);
        }

        var account = _accounts.Find(validation.Request.CustomerAccountId);
        var now = _timeProvider.GetUtcNow();
        if (account.LockedBy is { } holder)
        {
            return new StartResult.AccountBusy(holder);
        }

        if (AccountRules.OtherRoutingId(account.Account, validation.Request, now, _restart) is { } inUse)
        {
            return new StartResult.RoutingIdInUse(inUse);
        }

        if (_unsettled.Now >= mostUnsettled)
        {
            return new StartResult.TooManyUnsettled();
        }

        var entered = AccountRules.Enter(validation, account.Account, now, _restart);
        var dueAt = DueTime.Of(entered, now);
        Insert(entered, claim, dueAt);
        _accounts.Enter(account, entered, now);
        _unsettled.Now++;
        _changes.Add(new(entered, entered, dueAt));
        return new StartResult.Started(entered);
    }

    /// <summary>
    /// True when a validation holds its account's lock, or takes the free lock now. Without the lock it may drop no
    /// penny.
    /// </summary>
    public bool TryLock(Validation validation) =>
        _accounts.TryLock(validation, () => Find(validation.Id) is { IsSettled: false }, _timeProvider.GetUtcNow());

    /// <summary>Changes a validation by a rule of the core; returns null for an unknown id.</summary>
    public ValidationChange? Change(string id, Func<Validation, DateTimeOffset, Validation> rule)
    {
        if (Find(id) is not { } before)
        {
            return null;
        }

        var now = _timeProvider.GetUtcNow();
        var after = rule(before, now);
        if (ReferenceEquals(before, after))
        {
            return new(before, before);
        }

        var dueAt = DueTime.Of(after, now);
        Execute(
            $"""
            UPDATE validation SET status = $status, due_at = $due, state = $state, {QueryColumns.Assignments},
                finished_at = CASE WHEN $finished THEN coalesce(finished_at, $now) END
            WHERE id = $id
            """,
            [
                ("$id", id),
                ("$finished", after.IsFinished),
                ("$now", now.ToUnixTimeMilliseconds()),
                ("$status", StatusNames.Of(after.Status)),
                ("$due", dueAt?.ToUnixTimeMilliseconds()),
                ("$state", StateJson.Serialize(after)),
                .. QueryColumns.Of(after),
            ]);
        _accounts.Keep(before, after, now);
        _unsettled.Now -= !before.IsSettled && after.IsSettled ? 1 : 0;
        _changes.Add(new(before, after, dueAt));
        return new(before, after);
    }

    /// <summary>Deletes a finished validation. Its idempotency key and its rows of the money journal stay.</summary>
    public PurgeResult Purge(string id) =>
        Delete("DELETE FROM validation WHERE id = $id AND finished_at IS NOT NULL", ("$id", id)) == 1
            ? PurgeResult.Purged
        : Find(id) is null ? PurgeResult.Unknown
        : PurgeResult.Unfinished;

    /// <summary>
    /// Deletes the validations that finished first before a time, at most <paramref name="atMost"/>; returns the number
    /// deleted.
    /// </summary>
    public int PurgeFinishedBefore(DateTimeOffset time, int atMost) =>
        Delete(
            "DELETE FROM validation WHERE id IN (SELECT id FROM validation WHERE finished_at < $time ORDER BY "
            + "finished_at LIMIT $atMost)",
            ("$time", time.ToUnixTimeMilliseconds()),
            ("$atMost", atMost));

    /// <summary>
    /// Writes meaningless bytes of this size, to show that the database has room for as many. <see cref="Untouch"/>
    /// frees the room.
    /// </summary>
    public bool Touch(int bytes) => Execute(
        """
        INSERT INTO probe (id, at, room) VALUES (0, $now, zeroblob($bytes))
        ON CONFLICT (id) DO UPDATE SET at = excluded.at, room = excluded.room
        """,
        ("$now", _timeProvider.GetUtcNow().ToUnixTimeMilliseconds()),
        ("$bytes", bytes)) == 1;

    /// <summary>Frees the room of <see cref="Touch"/>.</summary>
    public bool Untouch() => Execute("UPDATE probe SET room = NULL") == 1;

    private void Insert(Validation validation, IdempotencyClaim? claim, DateTimeOffset? dueAt)
    {
        Execute(
            """
            INSERT INTO validation (id, customer_id, customer_account_id, status, created_at, due_at, state, receiver,
                caller, waiting_for, waiting_since, callback_status, settled_at)
            VALUES ($id, $customer, $account, $status, $created, $due, $state, $receiver,
                $caller, $waitingFor, $waitingSince, $callback, $settled)
            """,
            [
                ("$id", validation.Id),
                ("$customer", validation.Request.CustomerId),
                ("$account", validation.Request.CustomerAccountId),
                ("$status", StatusNames.Of(validation.Status)),
                ("$created", validation.CreatedAt.ToUnixTimeMilliseconds()),
                ("$due", dueAt?.ToUnixTimeMilliseconds()),
                ("$state", StateJson.Serialize(validation)),
                ("$receiver", ReceiverHost.Of(validation)),
                ("$caller", validation.Caller),
                .. QueryColumns.Of(validation),
            ]);
        MetadataTable.Insert(validation, _connection, _transaction);
        if (claim is not null)
        {
            Execute(
                "INSERT INTO idempotency_key (caller, key, fingerprint, validation_id, created_at) VALUES ($caller, "
                + "$key, $fingerprint, $id, $created)",
                ("$caller", claim.Caller),
                ("$key", claim.Key),
                ("$fingerprint", claim.Fingerprint),
                ("$id", validation.Id),
                ("$created", validation.CreatedAt.ToUnixTimeMilliseconds()));
        }
    }

    private Validation? Find(string id) =>
        Scalar("SELECT state FROM validation WHERE id = $id", ("$id", id)) is string state
            ? StoredState.Read(id, state, _restart)
            : null;

    private (string Fingerprint, string ValidationId)? FindKey(IdempotencyClaim claim)
    {
        using var command = Command(
            "SELECT fingerprint, validation_id FROM idempotency_key WHERE caller = $caller AND key = $key",
            ("$caller", claim.Caller),
            ("$key", claim.Key));
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetString(0), reader.GetString(1)) : null;
    }

    private int Delete(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var deleted = Execute(sql, parameters);
        HasPurged |= deleted > 0;
        return deleted;
    }

    private int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    private object? Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteScalar();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        _connection.Prepare(sql, parameters, _transaction);
}
