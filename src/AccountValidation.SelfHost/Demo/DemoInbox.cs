using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Http;

namespace AccountValidation.SelfHost.Demo;

/// <summary>
/// A receiver of callbacks for Development: it keeps what arrived last and checks each signature as a real receiver
/// must.
/// </summary>
/// <param name="settings">The secrets that callbacks are signed with.</param>
/// <param name="wallClock">The real time of day.</param>
internal sealed class DemoInbox(CallbackSettings settings, WallClock wallClock)
{
    /// <summary>How many callbacks are kept.</summary>
    public const int Kept = 100;

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly LinkedList<ReceivedCallback> _received = new();

    /// <summary>Since when it keeps callbacks: the start of this process.</summary>
    public DateTimeOffset Since { get; } = wallClock.Now;

    /// <summary>What arrived, newest first.</summary>
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

    /// <summary>Takes a callback and says whether its signature verifies.</summary>
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

/// <summary>A callback that arrived.</summary>
/// <param name="At">When.</param>
/// <param name="WebhookId">Its <c>webhook-id</c>.</param>
/// <param name="SignatureVerified">Whether its signature verifies.</param>
/// <param name="Body">Its body.</param>
internal sealed record ReceivedCallback(DateTimeOffset At, string WebhookId, bool SignatureVerified, string Body)
{
    /// <summary>Shows no body: the text may reach a log.</summary>
    public override string ToString() => WebhookId;
}
