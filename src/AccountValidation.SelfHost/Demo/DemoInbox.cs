using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Http;

namespace AccountValidation.SelfHost.Demo;

/// <summary>
/// Receives callbacks in Development, keeps the last <see cref="Kept"/>, and verifies each signature as a real receiver
/// must.
/// </summary>
internal sealed class DemoInbox(CallbackSettings settings, WallClock wallClock)
{
    /// <summary>The most callbacks that the inbox keeps; a further callback replaces the oldest.</summary>
    public const int Kept = 100;

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly LinkedList<ReceivedCallback> _received = new();

    /// <summary>The start of this process: the inbox keeps no earlier callback.</summary>
    public DateTimeOffset Since { get; } = wallClock.Now;

    /// <summary>The received callbacks, newest first.</summary>
    public IReadOnlyList<ReceivedCallback> Received
    {
        get
        {
            lock (_lock)
            {
                return [.. _received];
            }
        }
    }

    /// <summary>Keeps a callback; returns whether its signature verifies.</summary>
    public bool Receive(string id, string timestamp, string signatures, ReadOnlyMemory<byte> body)
    {
        var now = wallClock.Now;
        var verified = Verify(id, timestamp, signatures, body, now);
        lock (_lock)
        {
            _received.AddFirst(new ReceivedCallback(now, id, verified, Encoding.UTF8.GetString(body.Span)));
            if (_received.Count > Kept)
            {
                _received.RemoveLast();
            }
        }

        return verified;
    }

    private bool Verify(string id, string timestamp, string signatures, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds)
        {
            return false;
        }

        byte[] content = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body.Span];
        var expected = settings.Secrets.Select(secret =>
            "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret.Key, content)));
        var wanted = expected.Select(Encoding.ASCII.GetBytes).ToList();
        return signatures.Split(' ')
            .Select(Encoding.ASCII.GetBytes)
            .Any(given => wanted.Any(signature => CryptographicOperations.FixedTimeEquals(signature, given)));
    }
}

/// <summary>A received callback.</summary>
/// <param name="At">The time at which the inbox received the callback.</param>
/// <param name="WebhookId">The header <c>webhook-id</c>.</param>
/// <param name="SignatureVerified">Whether the signature verifies.</param>
/// <param name="Body">The body, as received.</param>
internal sealed record ReceivedCallback(DateTimeOffset At, string WebhookId, bool SignatureVerified, string Body)
{
    /// <summary>Returns the <c>webhook-id</c> without the body: the string may reach a log.</summary>
    public override string ToString() => WebhookId;
}
