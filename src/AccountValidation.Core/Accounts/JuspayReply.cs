using System.Text.Json.Serialization;

namespace AccountValidation.Core.Accounts;

/// <summary>
/// What became of one call to Juspay, whichever call it was. The client classifies; what a reply means at
/// a given moment is decided by the lifecycle alone.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(KeyRefused), "keyRefused")]
[JsonDerivedType(typeof(NotAccepted), "notAccepted")]
[JsonDerivedType(typeof(Unclear), "unclear")]
public abstract record JuspayReply
{
    private JuspayReply()
    {
    }

    /// <summary>200 with a known status.</summary>
    /// <param name="Account">What Juspay said.</param>
    public sealed record Answered(AccountSnapshot Account) : JuspayReply;

    /// <summary>400, 404 or 422 with Juspay's own error: it refused the request itself.</summary>
    /// <param name="HttpStatus">The HTTP status.</param>
    /// <param name="ErrorCode">Juspay's error code, when it gave a usable one.</param>
    public sealed record Refused(int HttpStatus, string? ErrorCode) : JuspayReply;

    /// <summary>401 or 403 with Juspay's own error: the operator's key is at fault, not the customer.</summary>
    /// <param name="HttpStatus">The HTTP status.</param>
    /// <param name="ErrorCode">Juspay's error code, when it gave a usable one.</param>
    public sealed record KeyRefused(int HttpStatus, string? ErrorCode) : JuspayReply;

    /// <summary>
    /// Not sent (no connection stood, the circuit is open, the check before it was too old), or Juspay's own 429. Of
    /// the latter nothing says what became of the penny.
    /// </summary>
    /// <param name="Cause">Which of them, in a fixed vocabulary (<see cref="ReplyCauses"/>).</param>
    /// <param name="RetryAfter">How long Juspay asked to wait, when it did.</param>
    public sealed record NotAccepted(string Cause, TimeSpan? RetryAfter = null) : JuspayReply
    {
        /// <summary>True when the call reached Juspay, which refused it for now.</summary>
        public bool WasSent => Cause == ReplyCauses.Throttled;
    }

    /// <summary>Anything else: the call may or may not have had its effect.</summary>
    /// <param name="Cause">What happened, in a fixed vocabulary (<see cref="ReplyCauses"/>).</param>
    /// <param name="RetryAfter">How long Juspay asked to wait, when it did.</param>
    public sealed record Unclear(string Cause, TimeSpan? RetryAfter = null) : JuspayReply;
}
