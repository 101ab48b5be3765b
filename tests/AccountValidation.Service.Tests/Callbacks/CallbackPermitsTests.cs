using AccountValidation.Core;
using AccountValidation.Service.Callbacks;

namespace AccountValidation.Service.Tests.Callbacks;

public sealed class CallbackPermitsTests : IDisposable
{
    private readonly CallbackPermits _permits = new(128);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _permits.Dispose();

    [Fact]
    public void TryEnter_FortyEightPathsOfAHostHang_AGoodOneOfItGoesOn()
    {
        Take("https://slow.example/hangs", 48);
        Assert.NotNull(_permits.TryEnter(To("https://slow.example/good")));
    }

    [Fact]
    public void TryEnter_AHostHasHalfOfAllPlaces_OthersHaveTheOtherHalf()
    {
        Take("https://slow.example/hangs", 64);

        Assert.Null(_permits.TryEnter(To("https://SLOW.example/another")));
        Take("https://good.example/", 16);
        Assert.Null(_permits.TryEnter(To("https://good.example/")));
        Take("https://slow.example:8443/", 16); // another port is another receiver
        Take("https://third.example/", 16);
        Take("https://fourth.example/", 16);
        Assert.Null(_permits.TryEnter(To("https://fifth.example/"))); // 128 are taken
    }

    [Fact]
    public async Task EnterAsync_SomebodyLeaves_LetsInTheFirstWhoMay()
    {
        var held = Take("https://slow.example/hangs", 64);
        Take("https://good.example/", 16);
        var slow = _permits.EnterAsync(To("https://slow.example/waits"), Token);
        var good = _permits.EnterAsync(To("https://good.example/waits"), Token);
        Assert.False(slow.IsCompleted || good.IsCompleted);

        for (var left = 0; left < 48; left++)
        {
            held[left].Dispose();
        }

        (await slow.WaitAsync(TimeSpan.FromSeconds(30), Token)).Dispose();
        (await good.WaitAsync(TimeSpan.FromSeconds(30), Token)).Dispose();
    }

    [Fact]
    public async Task EnterAsync_SeveralHostsWait_AreLetInByTurns()
    {
        var held = Take("https://first.example/", 64);
        Take("https://second.example/", 16);
        held.AddRange(Take("https://third.example/", 16));
        Take("https://fourth.example/", 16);
        Take("https://fifth.example/", 16); // all are taken
        List<string> order = [];
        var waiting = new[] { "first", "first", "second", "second" }.Select(async host =>
        {
            await _permits.EnterAsync(To($"https://{host}.example/waits"), Token);
            lock (order)
            {
                order.Add(host);
            }
        }).ToList();

        held.ForEach(permit => permit.Dispose());

        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal(["first", "first", "second", "second"], order.Order(StringComparer.Ordinal));
    }

    // A process that may open few files sends few at once: one host that hangs must not have them all.
    [Fact]
    public void TryEnter_FewPlacesInAll_OneHostHasHalfOfThem()
    {
        using var few = new CallbackPermits(8);
        Assert.Equal(4, Enumerable.Range(0, 8).Count(_ => few.TryEnter(To("https://slow.example/")) is not null));
        Assert.NotNull(few.TryEnter(To("https://good.example/")));
    }

    [Fact]
    public async Task EnterAsync_GivenUp_TakesNoPermitLater()
    {
        var held = Take("https://slow.example/", 64);
        using var giveUp = new CancellationTokenSource();
        var first = _permits.EnterAsync(To("https://slow.example/"), giveUp.Token);
        var second = _permits.EnterAsync(To("https://slow.example/"), Token);

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        held[0].Dispose();
        held[0].Dispose(); // once is enough

        Assert.NotNull(await second.WaitAsync(TimeSpan.FromSeconds(30), Token));
        Assert.Null(_permits.TryEnter(To("https://slow.example/")));
    }

    private List<IDisposable> Take(string url, int times) =>
        [.. Enumerable.Range(0, times).Select(_ => Assert.IsAssignableFrom<IDisposable>(_permits.TryEnter(To(url))))];

    private static Callback To(string url) => new() { Url = url, MessageId = "msg_1" };
}
