using System.Text.Json.Serialization;
using AccountValidation.Core.Accounts;

namespace AccountValidation.Core;

/// <summary>The result of a step. Each executed step has exactly one outcome.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Checked), "checked")]
[JsonDerivedType(typeof(IntentRecorded), "intentRecorded")]
[JsonDerivedType(typeof(PennyDropEnded), "pennyDropEnded")]
[JsonDerivedType(typeof(CallbackAttempted), "callbackAttempted")]
[JsonDerivedType(typeof(DeadLettered), "deadLettered")]
[JsonDerivedType(typeof(Overtaken), "overtaken")]
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>A check of the account ended.</summary>
    /// <param name="StartedAt">When the check began. Only a check that began late enough counts towards
    /// absence.</param>
    /// <param name="Reply">Juspay's reply to the check.</param>
    /// <param name="Juspay">The Juspay that got the check; null when the state does not say.</param>
    public sealed record Checked(DateTimeOffset StartedAt, JuspayReply Reply, JuspayIdentity? Juspay = null) : Outcome;

    /// <summary>A fresh check allows the penny drop, and the intent is made durable. The POST follows.</summary>
    /// <param name="Attempt">The attempt's number, from 1.</param>
    /// <param name="At">The time of the intent.</param>
    /// <param name="Check">The fresh check.</param>
    public sealed record IntentRecorded(int Attempt, DateTimeOffset At, Checked Check) : Outcome;

    /// <summary>A penny drop ended.</summary>
    /// <param name="IntentAt">The time of the drop's intent; null when the drop ended before an intent was
    /// recorded.</param>
    /// <param name="Reply">Juspay's reply to the POST.</param>
    /// <param name="Baseline">The account's state before that intent; null when the validation's own state holds the
    /// baseline.</param>
    /// <param name="Check">The fresh check before the drop; null when the state has already applied the check, or when
    /// nobody knows it.</param>
    /// <param name="Juspay">The Juspay that got the POST; null when the state does not say.</param>
    /// <param name="EndedAt">When the drop's end was noted, by the clock that times checks. Null when the end was noted
    /// at the time of applying it.</param>
    public sealed record PennyDropEnded(
        DateTimeOffset? IntentAt,
        JuspayReply Reply,
        Baseline? Baseline = null,
        Checked? Check = null,
        JuspayIdentity? Juspay = null,
        DateTimeOffset? EndedAt = null) : Outcome
    {
        /// <summary>
        /// True when another penny may follow the drop, after the waits that count from the drop's end.
        /// </summary>
        [JsonIgnore]
        public bool MayBeFollowed =>
            IntentAt is not null
            && Reply is JuspayReply.Unclear or JuspayReply.KeyRefused or JuspayReply.NotAccepted { WasSent: true };
    }

    /// <summary>The service tried once to deliver the callback.</summary>
    /// <param name="Round">The round of the attempt.</param>
    /// <param name="Answer">The receiver's answer.</param>
    public sealed record CallbackAttempted(int Round, ReceiverAnswer Answer) : Outcome;

    /// <summary>The service tried to hand the callback over to the dead letters.</summary>
    /// <param name="Round">The round of the attempt.</param>
    /// <param name="Sent">False when the service could not reach the dead letters: it retries later.</param>
    public sealed record DeadLettered(int Round, bool Sent) : Outcome;

    /// <summary>The step did not begin, because the validation had moved on. Changes nothing.</summary>
    public sealed record Overtaken : Outcome;
}

/// <summary>A receiver's answer to one delivery attempt.</summary>
/// <param name="HttpStatus">The receiver's HTTP status; null when the attempt got no status.</param>
/// <param name="Error">Why the attempt got no status, in a fixed vocabulary; null when it got a status.</param>
/// <param name="RetryAfter">The wait that the receiver asked for; null when it asked for no wait.</param>
public sealed record ReceiverAnswer(int? HttpStatus, string? Error = null, TimeSpan? RetryAfter = null)
{
    /// <summary>The receiver answered 2xx.</summary>
    public bool IsDelivered => HttpStatus is >= 200 and < 300;

    /// <summary>The receiver answered 410 and wants no further attempt (Standard Webhooks 1.0).</summary>
    public bool IsGone => HttpStatus == 410;
}
