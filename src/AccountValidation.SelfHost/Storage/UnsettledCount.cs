using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// How many validations have not settled, exactly: counted when the database is opened, and from then on along with
/// every change.
/// </summary>
internal sealed class UnsettledCount
{
    private int _committed;

    /// <summary>Counts.</summary>
    public UnsettledCount(SqliteConnection connection)
    {
        using var command = connection.Prepare("SELECT count(*) FROM validation WHERE status = 'PENDING'", []);
        Now = _committed = Convert.ToInt32(command.ExecuteScalar(), provider: null);
    }

    /// <summary>The count with what the commit under way has changed so far. For the one thread that writes.</summary>
    public int Now { get; set; }

    /// <summary>The count as of the last commit.</summary>
    public int Committed => Volatile.Read(ref _committed);

    /// <summary>The commit is on disk.</summary>
    public void Keep() => Volatile.Write(ref _committed, Now);

    /// <summary>The commit failed.</summary>
    public void Undo() => Now = _committed;
}
