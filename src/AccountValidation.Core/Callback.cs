namespace AccountValidation.Core;

/// <summary>Where the delivery of a callback stands.</summary>
public enum CallbackStatus
{
    /// <summary>The validation has not settled, or deliveries are still to be tried.</summary>
    Pending,

    /// <summary>The receiver answered 2xx.</summary>
    Delivered,

    /// <summary>Dead letter: the schedule is used up, or the receiver answered 410. A redelivery is possible.</summary>
    Failed,
}

/// <summary>The callback of a validation. Id, type and body never change once the validation has settled.</summary>
public sealed record Callback
{
    /// <summary>Where it goes.</summary>
    public required string Url { get; init; }

    /// <summary>The <c>webhook-id</c>, the same for every attempt.</summary>
    public required string MessageId { get; init; }

    /// <summary>The event type, such as <c>validation.active</c>; null until the validation settles.</summary>
    public string? Type { get; init; }

    /// <summary>The exact text whose UTF-8 bytes are signed and sent; null until the validation settles.</summary>
    public string? Body { get; init; }

    /// <summary>Where the delivery stands.</summary>
    public CallbackStatus Status { get; init; }

    /// <summary>The round of the schedule: 1, and one more with each redelivery.</summary>
    public int Round { get; init; } = 1;

    /// <summary>The attempts made in this round.</summary>
    public int RoundAttempts { get; init; }

    /// <summary>The attempts made in all rounds.</summary>
    public int Attempts { get; init; }

    /// <summary>When to try next; null when nothing is to be tried.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>The hand-over to the dead letters that is still to be made; null when none is.</summary>
    public PendingDeadLetter? DeadLetter { get; init; }

    /// <summary>The last attempt's HTTP status; null when there was none.</summary>
    public int? LastResponse { get; init; }

    /// <summary>Why the last attempt got no HTTP status; null when it got one.</summary>
    public string? LastError { get; init; }

    /// <summary>When the receiver first answered 2xx in this round.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Names no content: the text may reach a log.</summary>
    public override string ToString() => $"{MessageId} ({Status})";
}

/// <summary>A hand-over to the dead letters that is still to be made.</summary>
/// <param name="DueAt">When to try.</param>
/// <param name="Failures">How often it has failed.</param>
public sealed record PendingDeadLetter(DateTimeOffset DueAt, int Failures);
