using AccountValidation.Core;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>The pairs of metadata, by digest.</summary>
internal static class MetadataTable
{
    /// <summary>Adds the pairs of a validation.</summary>
    public static void Insert(Validation validation, SqliteConnection connection, SqliteTransaction transaction)
    {
        foreach (var (key, value) in validation.Request.Metadata)
        {
            connection.Run(
                transaction,
                "INSERT OR IGNORE INTO metadata (digest, created_at, id) VALUES ($digest, $created, $id)",
                ("$digest", QueryColumns.DigestOf(key, value)),
                ("$created", validation.CreatedAt.ToUnixTimeMilliseconds()),
                ("$id", validation.Id));
        }
    }
}
