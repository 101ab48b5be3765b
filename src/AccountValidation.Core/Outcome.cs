using System.Text.Json.Serialization;
using AccountValidation.Core.Accounts;

namespace AccountValidation.Core;

/// <summary>What became of a step. Each step that was executed has exactly one.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Checked), "looked")]
[JsonDerivedType(typeof(IntentRecorded), "intentRecorded")]
[JsonDerivedType(typeof(PennyDropEnded), "validated")]
[JsonDerivedType(typeof(CallbackAttempted), "callbackAttempted")]
[JsonDerivedType(typeof(DeadLettered), "deadLettered")]
[JsonDerivedType(typeof(Overtaken), "overtaken")]
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>The account was checked.</summary>
    /// <param name="StartedAt">When the check began: only one that began late enough counts towards absence.</param>
    /// <param name="Reply">What Juspay said.</param>
    /// <param name="Juspay">Which Juspay was asked; null when that was not noted.</param>
    public sealed record Checked(DateTimeOffset StartedAt, JuspayReply Reply, JuspayIdentity? Juspay = null) : Outcome;

    /// <summary>A fresh check allows the penny drop, and its intent is made durable; the POST follows.</summary>
    /// <param name="Attempt">The attempt's number.</param>
    /// <param name="At">The time of the intent.</param>
    /// <param name="Check">The fresh check.</param>
    public sealed record IntentRecorded(int Attempt, DateTimeOffset At, Checked Check) : Outcome;

    /// <summary>A penny drop ended.</summary>
    /// <param name="IntentAt">The time of its intent; null when it ended before an intent was recorded.</param>
    /// <param name="Reply">What became of the POST.</param>
    /// <param name="Baseline">What the account showed before that intent; null when it is the state's own.</param>
    /// <param name="Check">The fresh check before it; null when the state has applied that already, or when it is not
    /// known.</param>
    /// <param name="Juspay">Which Juspay it was sent to; null when that was not noted.</param>
    /// <param name="EndedAt">When its end was noted, by the clock that checks are timed by; null when that is the time
    /// at which it is applied.</param>
    public sealed record PennyDropEnded(
        DateTimeOffset? IntentAt,
        JuspayReply Reply,
        Baseline? Baseline = null,
        Checked? Check = null,
        JuspayIdentity? Juspay = null,
        DateTimeOffset? EndedAt = null) : Outcome
    {
        /// <summary>True when another penny may follow it, after what is counted from its end.</summary>
        [JsonIgnore]
        public bool MayBeFollowed =>
            IntentAt is not null
            && Reply is JuspayReply.Unclear or JuspayReply.KeyRefused or JuspayReply.NotAccepted { WasSent: true };
    }

    /// <summary>The callback was sent once.</summary>
    /// <param name="Round">The round it was sent in.</param>
    /// <param name="Answer">What the receiver did.</param>
    public sealed record CallbackAttempted(int Round, ReceiverAnswer Answer) : Outcome;

    /// <summary>The callback was to be handed over to the dead letters.</summary>
    /// <param name="Round">The round it was tried in.</param>
    /// <param name="Sent">False when the dead letters could not be reached: tried again later.</param>
    public sealed record DeadLettered(int Round, bool Sent) : Outcome;

    /// <summary>The step was not begun, because the validation had moved on in the meantime. Changes nothing.</summary>
    public sealed record Overtaken : Outcome;
}

/// <summary>What a receiver did with one attempt to deliver a callback.</summary>
/// <param name="HttpStatus">Its HTTP status; null when there was none.</param>
/// <param name="Error">Why there was none, in a fixed vocabulary.</param>
/// <param name="RetryAfter">How long it asked to wait, when it did.</param>
public sealed record ReceiverAnswer(int? HttpStatus, string? Error = null, TimeSpan? RetryAfter = null)
{
    /// <summary>2xx.</summary>
    public bool IsDelivered => HttpStatus is >= 200 and < 300;

    /// <summary>410: the receiver wants no further attempt (Standard Webhooks 1.0).</summary>
    public bool IsGone => HttpStatus == 410;
}
