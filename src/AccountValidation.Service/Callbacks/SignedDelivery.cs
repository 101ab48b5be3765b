using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccountValidation.Service.Callbacks;

/// <summary>What is to be delivered: the exact bytes, under one id for all attempts.</summary>
/// <param name="Url">Where to.</param>
/// <param name="MessageId">The <c>webhook-id</c>.</param>
/// <param name="Body">The body's bytes.</param>
public sealed record CallbackPayload(Uri Url, string MessageId, ReadOnlyMemory<byte> Body)
{
    /// <summary>
    /// Signs the payload for one attempt. There is no other way to a delivery: what is unsigned cannot be sent.
    /// </summary>
    /// <param name="secrets">At least one; each gives one signature.</param>
    /// <param name="at">The time of the attempt.</param>
    public SignedDelivery Sign(IReadOnlyList<SigningSecret> secrets, DateTimeOffset at) =>
        SignedDelivery.Of(this, secrets, at);

    /// <summary>Shows neither URL nor body: the text may reach a log.</summary>
    public override string ToString() => MessageId;
}

/// <summary>A payload with the signatures of one attempt (Standard Webhooks 1.0).</summary>
public sealed class SignedDelivery
{
    private SignedDelivery(CallbackPayload payload, string timestamp, string signature) =>
        (Payload, Timestamp, Signature) = (payload, timestamp, signature);

    /// <summary>What is delivered.</summary>
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
