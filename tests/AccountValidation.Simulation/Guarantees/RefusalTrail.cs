using AccountValidation.Simulation.Juspay;

namespace AccountValidation.Simulation.Guarantees;

/// <summary>
/// Juspay's own refusals to a validation's checks since its last good answer. A good answer counts once it is on disk.
/// The trail forgets a good answer that died with its process, or met a full disk.
/// </summary>
internal sealed class RefusalTrail
{
    private (Pair Pair, int Life)? _cleared;
    private (Pair Pair, int Life)? _clearedByTheLastCommit;

    /// <summary>The first and the last refusal; null without a refusal.</summary>
    public Pair? Now { get; private set; }

    /// <summary>Notes an answer: good, a refusal, or neither.</summary>
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

    /// <summary>Copies the trail for a backup.</summary>
    public RefusalTrail Copy() => (RefusalTrail)MemberwiseClone();

    /// <summary>Notes that the effect of the last answers is committed.</summary>
    public void NoteCommitted() => (_clearedByTheLastCommit, _cleared) = (_cleared, null);

    /// <summary>Notes that a crash has undone the last commit.</summary>
    public void Undo() => (_cleared, _clearedByTheLastCommit) = (_clearedByTheLastCommit, null);

    /// <summary>The first and the last refusal; both are the same call after a single refusal.</summary>
    internal sealed record Pair(WireCall First, WireCall Last);
}
