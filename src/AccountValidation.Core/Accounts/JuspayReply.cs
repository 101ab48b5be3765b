using System.Text.Json.Serialization;

namespace AccountValidation.Core.Accounts;

/// <summary>
/// The result of any one call to Juspay. The client classifies; the lifecycle alone decides the meaning of a reply.
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
    /// <param name="Account">The account as Juspay showed it.</param>
    public sealed record Answered(AccountSnapshot Account) : JuspayReply;

    /// <summary>400, 404 or 422 with Juspay's own error: Juspay refused the request itself.</summary>
    /// <param name="HttpStatus">The HTTP status.</param>
    /// <param name="ErrorCode">Juspay's error code; null when Juspay gave no usable code.</param>
    public sealed record Refused(int HttpStatus, string? ErrorCode) : JuspayReply;

    /// <summary>401 or 403 with Juspay's own error: the operator's key is at fault, not the customer.</summary>
    /// <param name="HttpStatus">The HTTP status.</param>
    /// <param name="ErrorCode">Juspay's error code; null when Juspay gave no usable code.</param>
    public sealed record KeyRefused(int HttpStatus, string? ErrorCode) : JuspayReply;

    /// <summary>
    /// The client sent nothing (no connection, open circuit, check too old), or Juspay answered 429. No document says
    /// what a 429 means for the penny.
    /// </summary>
    /// <param name="Cause">A cause of <see cref="ReplyCauses"/>.</param>
    /// <param name="RetryAfter">The wait that Juspay asked for; null when Juspay asked for no wait.</param>
    public sealed record NotAccepted(string Cause, TimeSpan? RetryAfter = null) : JuspayReply
    {
        /// <summary>True when the call reached Juspay and Juspay refused it for the moment.</summary>
        public bool WasSent => Cause == ReplyCauses.Throttled;
    }

    /// <summary>Any other result: the call may or may not have had its effect.</summary>
    /// <param name="Cause">A cause of <see cref="ReplyCauses"/>.</param>
    /// <param name="RetryAfter">The wait that Juspay asked for; null when Juspay asked for no wait.</param>
    public sealed record Unclear(string Cause, TimeSpan? RetryAfter = null) : JuspayReply;
}
