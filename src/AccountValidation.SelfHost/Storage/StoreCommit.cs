namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// A finished commit, with the notices still to give: for each change first the listeners, then the writer. No other
/// way tells of a commit, so that nobody acts on data that is not on disk.
/// </summary>
internal sealed class StoreCommit
{
    private readonly Queue<Action> _untold = new();

    /// <summary>Creates a commit.</summary>
    /// <param name="changes">The changes now on disk; empty when the commit failed.</param>
    public StoreCommit(IReadOnlyList<StoredChange> changes) => Changes = changes;

    /// <summary>The changes that the commit put on disk, in their order.</summary>
    public IReadOnlyList<StoredChange> Changes { get; }

    /// <summary>The number of notices still to give.</summary>
    public int Untold => _untold.Count;

    /// <summary>Adds a notice to the end.</summary>
    public void Add(Action tell) => _untold.Enqueue(tell);

    /// <summary>Gives the next notice; returns false when none is left.</summary>
    public bool TellNext()
    {
        if (!_untold.TryDequeue(out var tell))
        {
            return false;
        }

        tell();
        return true;
    }

    /// <summary>Gives all remaining notices.</summary>
    public void TellAll()
    {
        while (TellNext())
        {
            // TellNext does the work.
        }
    }
}
