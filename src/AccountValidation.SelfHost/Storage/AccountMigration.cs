using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// Works out the accounts of a file from a version without an account table. Two unsettled validations may run for two
/// spellings of one account: both stay, and only one may pay. A penny drop that a settled validation left uncertain
/// counts as open.
/// </summary>
internal static class AccountMigration
{
    /// <summary>Fills the new table, in the transaction that created the table.</summary>
    public static void Fill(SqliteConnection connection, SqliteTransaction transaction)
    {
        foreach (var validations in ReadByAccount(connection, transaction))
        {
            Fill(connection, transaction, validations);
        }
    }

    private static void Fill(
        SqliteConnection connection, SqliteTransaction transaction, List<StoredValidation> validations)
    {
        var account = validations.Where(stored => stored.Validation is { IsSettled: true })
            .Aggregate(Account.Unknown, (known, stored) => AccountRules.KeepEnded(known, stored.Validation!));
        var holder = validations.Where(stored => stored.IsUnsettled).MaxBy(stored => HasOpenDrop(stored.Validation));
        if (holder?.Validation is { } unsettled)
        {
            var entered = FollowIfFree(unsettled, account);
            if (!ReferenceEquals(entered, unsettled))
            {
                connection.Run(
                    transaction,
                    "UPDATE validation SET state = $state WHERE id = $id",
                    ("$id", entered.Id),
                    ("$state", StateJson.Serialize(entered)));
            }

            account = AccountRules.Keep(account, entered);
        }

        connection.Run(
            transaction,
            "INSERT INTO account (id, locked_by, state) VALUES ($id, $lockedBy, $state)",
            ("$id", validations[0].CustomerAccountId),
            ("$lockedBy", holder?.Id),
            ("$state", AccountJson.Serialize(account)));
        connection.Run(
            transaction,
            """
            UPDATE money_journal SET resolved_at = NULL
            WHERE validation_id = $id AND attempt = (SELECT max(attempt) FROM money_journal WHERE validation_id = $id)
            """,
            ("$id", account.OpenDrop?.Drop.ValidationId));
    }

    // The validation may be about to pay beside the open drop. Its check asks how long the drop has been open.
    private static Validation FollowIfFree(Validation unsettled, Account account) =>
        account.OpenDrop is { } open && !HasOpenDrop(unsettled) && !unsettled.HasSentPenny
            ? AccountRules.Enter(unsettled, account, open.Drop.At)
            : unsettled;

    private static bool HasOpenDrop(Validation? validation) =>
        validation is not null && AccountRules.OpenDropOf(validation) is not null;

    private static IEnumerable<List<StoredValidation>> ReadByAccount(
        SqliteConnection connection, SqliteTransaction transaction)
    {
        const string Sql =
            "SELECT id, customer_account_id, status, state FROM validation ORDER BY customer_account_id COLLATE "
            + "NOCASE, created_at, id";
        using var command = connection.Prepare(Sql, [], transaction);
        using var rows = command.ExecuteReader();
        var one = new List<StoredValidation>();
        while (rows.Read())
        {
            var read = new StoredValidation(
                rows.GetString(0),
                rows.GetString(1),
                IsUnsettled: rows.GetString(2) == "PENDING",
                TryRead(rows.GetString(3)));
            if (
                one.Count > 0
                && !string.Equals(one[0].CustomerAccountId, read.CustomerAccountId, StringComparison.OrdinalIgnoreCase))
            {
                yield return one;
                one = [];
            }

            one.Add(read);
        }

        if (one.Count > 0)
        {
            yield return one;
        }
    }

    // A damaged validation keeps its lock; the next read of its row reports the damage.
    private static Validation? TryRead(string state)
    {
        try
        {
            return StateJson.Deserialize(state);
        }
        catch (StateFormatException)
        {
            return null;
        }
    }

    private sealed record StoredValidation(
        string Id, string CustomerAccountId, bool IsUnsettled, Validation? Validation);
}
