using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// The exact number of unsettled validations: counted when the database opens, then adjusted with every change.
/// </summary>
internal sealed class UnsettledCount
{
    private int _committed;

    /// <summary>Counts the stored unsettled validations.</summary>
    public UnsettledCount(SqliteConnection connection)
    {
        using var command = connection.Prepare("SELECT count(*) FROM validation WHERE status = 'PENDING'", []);
        Now = _committed = Convert.ToInt32(command.ExecuteScalar(), provider: null);
    }

    /// <summary>The number including the changes of the running commit. Only the writing thread may use it.</summary>
    public int Now { get; set; }

    /// <summary>The number after the last commit.</summary>
    public int Committed => Volatile.Read(ref _committed);

    /// <summary>Adopts the changes of a commit that is on disk.</summary>
    public void Keep() => Volatile.Write(ref _committed, Now);

    /// <summary>Discards the changes of a failed commit.</summary>
    public void Undo() => Now = _committed;
}
