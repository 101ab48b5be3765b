using AccountValidation.Simulation.Juspay;

namespace AccountValidation.Simulation.Guarantees;

/// <summary>
/// Juspay's own refusals to a validation's checks since its last good answer. A good answer counts once it is on disk:
/// one that died with its process, or that a full disk kept from being stored, is forgotten.
/// </summary>
internal sealed class RefusalTrail
{
    private (Pair Pair, int Life)? _cleared;
    private (Pair Pair, int Life)? _clearedByTheLastCommit;

    /// <summary>The first and the last; null when there is none.</summary>
    public Pair? Now { get; private set; }

    /// <summary>An answer comes, good or a refusal or neither.</summary>
    public void Note(WireCall call)
    {
        var isRefusal = call is { IsPennyDrop: false, Shown: null, Answer.IsRefusal: true };
        if (_cleared is { Pair: var undone, Life: var life } && (isRefusal || life != call.Life))
        {
            (Now, _cleared) = (undone, null);
        }

        if (call.Shown is not null)
        {
            _cleared = Now is { } pair ? (pair, call.Life) : _cleared;
            Now = null;
        }
        else if (isRefusal)
        {
            Now = new(Now?.First ?? call, call);
        }
    }

    /// <summary>A copy, for a backup.</summary>
    public RefusalTrail Copy() => (RefusalTrail)MemberwiseClone();

    /// <summary>What the answers have changed is committed.</summary>
    public void NoteCommitted() => (_clearedByTheLastCommit, _cleared) = (_cleared, null);

    /// <summary>A crash has undone the last commit.</summary>
    public void Undo() => (_cleared, _clearedByTheLastCommit) = (_clearedByTheLastCommit, null);

    /// <summary>Two refusals, or one twice.</summary>
    internal sealed record Pair(WireCall First, WireCall Last);
}
