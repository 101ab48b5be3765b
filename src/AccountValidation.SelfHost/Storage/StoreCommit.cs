using AccountValidation.Service.Engine;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// A commit that has ended, and who is still to be told: for each change those who listen, then those who wrote. Nobody
/// learns of a commit in any other way, so that nobody acts on what is not on disk.
/// </summary>
internal sealed class StoreCommit
{
    private readonly Queue<Action> _untold = new();

    /// <summary>Creates a commit.</summary>
    /// <param name="changes">What is on disk now; nothing when it failed.</param>
    public StoreCommit(IReadOnlyList<ValidationChange> changes) => Changes = changes;

    /// <summary>The changes that are on disk with it, in their order.</summary>
    public IReadOnlyList<ValidationChange> Changes { get; }

    /// <summary>How many are still to be told.</summary>
    public int Untold => _untold.Count;

    /// <summary>Adds somebody to be told after the others.</summary>
    public void Add(Action tell) => _untold.Enqueue(tell);

    /// <summary>Tells the next; false when nobody is left.</summary>
    public bool TellNext()
    {
        if (!_untold.TryDequeue(out var tell))
        {
            return false;
        }

        tell();
        return true;
    }

    /// <summary>Tells all who are left.</summary>
    public void TellAll()
    {
        while (TellNext())
        {
            // the next
        }
    }
}
