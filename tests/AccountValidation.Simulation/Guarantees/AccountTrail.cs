using AccountValidation.Simulation.Juspay;

namespace AccountValidation.Simulation.Guarantees;

/// <summary>What the host has learned of an account on the wire.</summary>
internal sealed class AccountTrail
{
    private readonly Dictionary<Shown, TimeSpan> _firstShown = [];
    private Shown? _putOffOver;

    /// <summary>
    /// The last good check, of those whose answers have reached the host. Answers may overtake each other.
    /// </summary>
    public WireCall? LastGoodCheck { get; private set; }

    /// <summary>
    /// When Juspay's own 401, 403 or 429 to a POST reached the host last; null once a check has shown that it took
    /// effect.
    /// </summary>
    public TimeSpan? PutOffAt { get; private set; }

    /// <summary>When a check first showed this, ever.</summary>
    public TimeSpan FirstShown(Shown shown) => _firstShown[shown];

    /// <summary>Takes an answer down that has just reached the host.</summary>
    public void Note(WireCall call)
    {
        if (!call.IsPennyDrop && call.Shown is { } shown)
        {
            PutOffAt = IsNews(shown) ? null : PutOffAt;
            LastGoodCheck = LastGoodCheck is { } last && last.SentAt > call.SentAt ? last : call;
            _firstShown.TryAdd(shown, call.AnsweredAt);
        }

        if (call is { IsPennyDrop: true, Answer.IsPutOff: true })
        {
            (PutOffAt, _putOffOver) = (call.AnsweredAt, LastGoodCheck?.Shown);
        }
    }

    private bool IsNews(Shown shown) => PutOffAt is not null
        && shown != _putOffOver && shown.Status != Seen.Created && !(shown.Instant < _putOffOver?.Instant);
}
