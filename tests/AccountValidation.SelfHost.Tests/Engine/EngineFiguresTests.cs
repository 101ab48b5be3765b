using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.SelfHost.Engine;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Engine;

/// <summary>The figures of the gauges that the store does not count.</summary>
public sealed class EngineFiguresTests : IDisposable
{
    private readonly Store _store = new();
    private readonly DueQueue _queue;
    private readonly EngineFigures _figures;

    public EngineFiguresTests()
    {
        _queue = new(_store.Clock);
        _figures = new(_queue, _store.Writer, _store.Reader, _store.Clock);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Lateness_OfAStepInWork_CountsFromItsDueTime()
    {
        _queue.Set("val_1", Some.Noon);
        _queue.Set("val_2", Some.Noon.AddHours(1));
        Assert.Equal(TimeSpan.Zero, _figures.Lateness);

        Assert.Equal("val_1", await _queue.TakeAsync(TestContext.Current.CancellationToken));
        _store.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.FromSeconds(20), _figures.Lateness);

        _queue.Set("val_1", Some.Noon.AddMinutes(10));
        Assert.Equal(TimeSpan.Zero, _figures.Lateness);
    }

    [Fact]
    public async Task CountOpenDrops_OfADropUnderWay_IsOne()
    {
        await _store.StartPayingAsync(Some.Accepted());
        Assert.Equal(0, _figures.CountOpenDrops());

        await _store.ApplyAsync(
            "val_1", new Outcome.IntentRecorded(1, Some.Noon, Some.Checked(AccountStatus.Created)));

        Assert.Equal(1, _figures.CountOpenDrops());
    }

    [Fact]
    public void WaitingWrites_WhileTheWriterIsBusy_AreCounted()
    {
        var release = _store.HoldWriter();
        Assert.Equal(0, _figures.WaitingWrites);

        _ = _store.StartAsync(Some.Accepted());
        Assert.Equal(1, _figures.WaitingWrites);

        release();
    }
}
