using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccountValidation.Service.Callbacks;

/// <summary>A callback to deliver: the exact bytes, under one id for all attempts.</summary>
/// <param name="Url">The receiver's URL.</param>
/// <param name="MessageId">The <c>webhook-id</c>.</param>
/// <param name="Body">The bytes that are signed and sent.</param>
public sealed record CallbackPayload(Uri Url, string MessageId, ReadOnlyMemory<byte> Body)
{
    /// <summary>
    /// Signs the payload for one attempt. Only this method makes a delivery, so an unsigned payload cannot be sent.
    /// </summary>
    /// <param name="secrets">One signature for each secret; the list must not be empty.</param>
    /// <param name="at">The time of the attempt.</param>
    public SignedDelivery Sign(IReadOnlyList<SigningSecret> secrets, DateTimeOffset at) =>
        SignedDelivery.Of(this, secrets, at);

    /// <summary>Shows neither URL nor body, because the string may reach a log.</summary>
    public override string ToString() => MessageId;
}

/// <summary>A payload with the signatures of one attempt (Standard Webhooks 1.0).</summary>
public sealed class SignedDelivery
{
    private SignedDelivery(CallbackPayload payload, string timestamp, string signature) =>
        (Payload, Timestamp, Signature) = (payload, timestamp, signature);

    /// <summary>The signed payload.</summary>
    public CallbackPayload Payload { get; }

    /// <summary>The <c>webhook-timestamp</c>: Unix seconds of the attempt.</summary>
    public string Timestamp { get; }

    /// <summary>The <c>webhook-signature</c>: one <c>v1,</c> signature for each secret, separated by spaces.</summary>
    public string Signature { get; }

    internal static SignedDelivery Of(CallbackPayload payload, IReadOnlyList<SigningSecret> secrets, DateTimeOffset at)
    {
        if (secrets.Count == 0)
        {
            throw new InvalidOperationException("No signing secret is configured (Callbacks:Secrets).");
        }

        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] content = [.. Encoding.UTF8.GetBytes($"{payload.MessageId}.{timestamp}."), .. payload.Body.Span];
        var signatures = secrets.Select(secret =>
            "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret.Key, content)));
        return new(payload, timestamp, string.Join(' ', signatures));
    }
}
