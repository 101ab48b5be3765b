using System.Collections.Concurrent;

namespace AccountValidation.Contract.Tests;

/// <summary>
/// One path of the receiver, with its deliveries and replies. The last reply repeats. Each delivery must agree with the
/// host's own document: otherwise the test that reads the deliveries fails.
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

    /// <summary>Records a delivery and returns the reply.</summary>
    public Reply Take(Delivery delivery)
    {
        _deliveries.Enqueue(delivery);
        var turn = Interlocked.Increment(ref _answered) - 1;
        return replies[Math.Min(turn, replies.Count - 1)];
    }

    /// <summary>Waits until this number of deliveries has come.</summary>
    public Task<IReadOnlyList<Delivery>> WaitForAsync(int count) =>
        Eventually.GetAsync(
            () => Task.FromResult(Deliveries),
            deliveries => deliveries.Count >= count,
            $"{count} deliveries have come to {Url}");
}
