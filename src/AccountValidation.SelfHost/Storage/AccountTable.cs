using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// The accounts, changed in the commit of the validations that change them. The row's key is the account's lock: it is
/// one for all spellings of the id. An index lets each account have one open penny drop at most.
/// </summary>
/// <param name="connection">The writer's connection.</param>
/// <param name="transaction">Its transaction.</param>
/// <param name="restart">Since when the process runs.</param>
internal sealed class AccountTable(SqliteConnection connection, SqliteTransaction transaction, Restart restart)
{
    /// <summary>The account of an id.</summary>
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

    /// <summary>Gives a validation that starts its account's lock. Whether it is free was asked before.</summary>
    public void Enter(AccountRow before, Validation entered, DateTimeOffset now)
    {
        var after = AccountRules.Keep(before.Account, entered);
        Put(entered.Request.CustomerAccountId, new(entered.Id, after));
        EndOlderDrop(before.Account, after, entered.Request.CustomerAccountId, now);
    }

    /// <summary>
    /// True when a validation holds its account's lock, or takes it now since nobody does. One that an earlier version
    /// started beside another spelling of its account may be without, and may take it while it has not settled.
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
    /// Keeps what a change of a validation means for its account; one that settles gives the lock back.
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

    // The money journal has a row for every intent, in the same commit as the state that holds it.
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

/// <summary>An account as it is stored.</summary>
/// <param name="LockedBy">The one unsettled validation that may pay; null when there is none.</param>
/// <param name="Account">What is kept of it.</param>
internal sealed record AccountRow(string? LockedBy, Account Account);
