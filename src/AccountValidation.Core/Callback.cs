namespace AccountValidation.Core;

/// <summary>The state of a callback's delivery.</summary>
public enum CallbackStatus
{
    /// <summary>The validation has not settled, or more delivery attempts follow.</summary>
    Pending,

    /// <summary>The receiver answered 2xx.</summary>
    Delivered,

    /// <summary>
    /// Dead letter: the schedule is used up, or the receiver answered 410. A caller may request a redelivery.
    /// </summary>
    Failed,
}

/// <summary>The callback of a validation. Its id, type and body never change once the validation has settled.</summary>
public sealed record Callback
{
    /// <summary>The URL exactly as the caller gave it.</summary>
    public required string Url { get; init; }

    /// <summary>The <c>webhook-id</c>, the same for every attempt.</summary>
    public required string MessageId { get; init; }

    /// <summary>The event type, such as <c>validation.active</c>; null until the validation settles.</summary>
    public string? Type { get; init; }

    /// <summary>The exact string whose UTF-8 bytes are signed and sent; null until the validation settles.</summary>
    public string? Body { get; init; }

    /// <summary>Pending until the receiver answers 2xx or the round ends.</summary>
    public CallbackStatus Status { get; init; }

    /// <summary>The round of the schedule: 1, plus one for each redelivery.</summary>
    public int Round { get; init; } = 1;

    /// <summary>How many attempts this round has made.</summary>
    public int RoundAttempts { get; init; }

    /// <summary>How many attempts all rounds have made.</summary>
    public int Attempts { get; init; }

    /// <summary>When the next attempt is due; null when no attempt is planned.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>The next hand-over to the dead letters; null when no hand-over is due.</summary>
    public PendingDeadLetter? DeadLetter { get; init; }

    /// <summary>
    /// The last attempt's HTTP status; null before the first attempt, or when the receiver gave no status.
    /// </summary>
    public int? LastResponse { get; init; }

    /// <summary>Why the last attempt got no HTTP status; null when the receiver gave a status.</summary>
    public string? LastError { get; init; }

    /// <summary>When the receiver first answered 2xx in this round; null before that.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Names no content: the string may reach a log.</summary>
    public override string ToString() => $"{MessageId} ({Status})";
}

/// <summary>A hand-over to the dead letters that is still due.</summary>
/// <param name="DueAt">When to try the hand-over.</param>
/// <param name="Failures">How many hand-overs have failed.</param>
public sealed record PendingDeadLetter(DateTimeOffset DueAt, int Failures);
