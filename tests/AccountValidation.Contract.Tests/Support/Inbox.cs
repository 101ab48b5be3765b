using System.Collections.Concurrent;

namespace AccountValidation.Contract.Tests;

/// <summary>
/// One path of the receiver: what came in, and what is answered. The last reply is repeated. Each delivery must be as
/// the host's own document says; the test that reads the deliveries learns when one is not.
/// </summary>
internal sealed class Inbox(string url, IReadOnlyList<Reply> replies, ApiDescription description)
{
    private readonly ConcurrentQueue<Delivery> _deliveries = new();
    private int _answered;

    public string Url { get; } = url;

    public IReadOnlyList<Delivery> Deliveries
    {
        get
        {
            IReadOnlyList<Delivery> deliveries = [.. _deliveries];
            Assert.All(deliveries, delivery => Assert.Empty(description.FaultsOf(delivery)));
            return deliveries;
        }
    }

    /// <summary>Takes a delivery and says what to answer.</summary>
    public Reply Take(Delivery delivery)
    {
        _deliveries.Enqueue(delivery);
        var turn = Interlocked.Increment(ref _answered) - 1;
        return replies[Math.Min(turn, replies.Count - 1)];
    }

    /// <summary>Waits until so many deliveries have come.</summary>
    public Task<IReadOnlyList<Delivery>> WaitForAsync(int count) =>
        Eventually.GetAsync(
            () => Task.FromResult(Deliveries),
            deliveries => deliveries.Count >= count,
            $"{count} deliveries have come to {Url}");
}
