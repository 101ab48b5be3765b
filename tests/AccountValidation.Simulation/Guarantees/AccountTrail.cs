using AccountValidation.Simulation.Juspay;

namespace AccountValidation.Simulation.Guarantees;

/// <summary>The host's knowledge of an account from the calls on the wire.</summary>
internal sealed class AccountTrail
{
    private readonly Dictionary<Shown, TimeSpan> _firstShown = [];
    private Shown? _putOffOver;

    /// <summary>The latest good check whose answer has reached the host. Answers may overtake each other.</summary>
    public WireCall? LastGoodCheck { get; private set; }

    /// <summary>
    /// The time at which Juspay's own 401, 403 or 429 to a POST last reached the host. Null once a check has shown that
    /// the POST took effect.
    /// </summary>
    public TimeSpan? PutOffAt { get; private set; }

    /// <summary>The first time at which a check showed this.</summary>
    public TimeSpan FirstShown(Shown shown) => _firstShown[shown];

    /// <summary>Notes an answer that has just reached the host.</summary>
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
