using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// The accounts, changed in the same commit as their validations. The row key is the account's lock: all spellings of
/// the id share one row. An index allows each account one open drop at most.
/// </summary>
/// <param name="connection">The writer's connection.</param>
/// <param name="transaction">The transaction of the commit.</param>
/// <param name="restart">The start of the process, with the times that the database may have forgotten.</param>
internal sealed class AccountTable(SqliteConnection connection, SqliteTransaction transaction, Restart restart)
{
    /// <summary>Returns the row of an account; without a stored row an unlocked, unknown account.</summary>
    public AccountRow Find(string customerAccountId)
    {
        using var command = connection.Prepare(
            "SELECT locked_by, state FROM account WHERE id = $id",
            [("$id", customerAccountId)],
            transaction);
        using var row = command.ExecuteReader();
        return row.Read()
            ? new(row.IsDBNull(0) ? null : row.GetString(0), AccountJson.Deserialize(row.GetString(1)))
            : new(LockedBy: null, Account.Unknown);
    }

    /// <summary>
    /// Gives the account's lock to a validation that starts. The caller has checked that the lock is free.
    /// </summary>
    public void Enter(AccountRow before, Validation entered, DateTimeOffset now)
    {
        var after = AccountRules.Keep(before.Account, entered);
        Put(entered.Request.CustomerAccountId, new(entered.Id, after));
        EndOlderDrop(before.Account, after, entered.Request.CustomerAccountId, now);
    }

    /// <summary>
    /// True when a validation holds its account's lock, or takes the free lock now. An earlier version may have started
    /// the validation beside another spelling of its account. Such a validation may lack the lock, and take it while
    /// unsettled.
    /// </summary>
    public bool TryLock(Validation validation, Func<bool> isUnsettled, DateTimeOffset now)
    {
        var id = validation.Request.CustomerAccountId;
        var (lockedBy, account) = Find(id);
        var isFree =
            lockedBy is null
            && (
                AccountRules.OpenDropAt(account, now, restart) is not { } open
                || open.Drop.ValidationId == validation.Id);
        if (isFree && isUnsettled())
        {
            Put(id, new(validation.Id, account));
            return true;
        }

        return lockedBy == validation.Id;
    }

    /// <summary>
    /// Stores the effect of a validation's change on its account; a validation that settles releases the lock.
    /// </summary>
    public void Keep(Validation before, Validation after, DateTimeOffset now)
    {
        var id = after.Request.CustomerAccountId;
        var row = Find(id);
        if (!AccountRules.Concerns(row.Account, row.LockedBy, before))
        {
            return;
        }

        var kept = new AccountRow(after.IsSettled ? null : row.LockedBy, AccountRules.Keep(row.Account, after));
        if (kept != row)
        {
            Put(id, kept);
        }

        EndOlderDrop(row.Account, kept.Account, id, now);
        if (after.Stage is Stage.DropUnderWay && before.Stage is not Stage.DropUnderWay)
        {
            Begin(after);
        }
    }

    // The money journal has a row for every intent, in the same commit as the intent's state.
    private void Begin(Validation validation) => Execute(
        """
        INSERT INTO money_journal (validation_id, attempt, customer_id, customer_account_id, intent_at)
        VALUES ($id, $attempt, $customer, $account, $intent)
        """,
        ("$id", validation.Id),
        ("$attempt", validation.ValidateAttempts),
        ("$customer", validation.Request.CustomerId),
        ("$account", validation.Request.CustomerAccountId),
        ("$intent", validation.Drop!.At.ToUnixTimeMilliseconds()));

    private void EndOlderDrop(Account before, Account after, string customerAccountId, DateTimeOffset now)
    {
        if (before.OpenDrop is { } open && open.Drop != after.OpenDrop?.Drop)
        {
            Execute(
                "UPDATE money_journal SET resolved_at = $now WHERE customer_account_id = $account COLLATE NOCASE AND "
                + "resolved_at IS NULL",
                ("$account", customerAccountId),
                ("$now", now.ToUnixTimeMilliseconds()));
        }
    }

    private void Put(string customerAccountId, AccountRow row) => Execute(
        """
        INSERT INTO account (id, locked_by, state) VALUES ($id, $lockedBy, $state)
        ON CONFLICT (id) DO UPDATE SET locked_by = excluded.locked_by, state = excluded.state
        """,
        ("$id", customerAccountId),
        ("$lockedBy", row.LockedBy),
        ("$state", AccountJson.Serialize(row.Account)));

    private void Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        connection.Run(transaction, sql, parameters);
}

/// <summary>The stored row of an account.</summary>
/// <param name="LockedBy">The id of the one unsettled validation that may pay; null when the lock is free.</param>
/// <param name="Account">The facts kept about the account.</param>
internal sealed record AccountRow(string? LockedBy, Account Account);
