using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.SelfHost.Tests.Storage;

/// <summary>The events that a database may not know when it opens, and their effect on penny drops.</summary>
public sealed class DoubtTests : IDisposable
{
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan TimeToShow = TimeSpan.FromSeconds(270);

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(Some.Noon);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_NewDatabase_DoubtsNothing() => Assert.Same(StoreDoubt.None, Opened());

    [Fact]
    public void Open_Again_DoubtsTheTimeSinceTheLastCommit()
    {
        Opened();
        _clock.Advance(TimeSpan.FromHours(1));
        var window = Assert.Single(Opened().Windows);
        Assert.Equal(
            (Some.Noon - Slack, Some.Noon.AddHours(1), Some.Noon.AddHours(73)), (window.From, window.To, window.Until));
    }

    [Fact]
    public void Open_ClockWasSetBack_DoubtsTheTimeBetween()
    {
        Opened();
        var earlier = new FakeTimeProvider(Some.Noon.AddHours(-2));
        using var opened = Some.Open(_folder.Database, clock: earlier);
        var window = Assert.Single(opened.Restart.Doubt.Windows);
        Assert.Equal((Some.Noon.AddHours(-2) - Slack, Some.Noon), (window.From, window.To));
    }

    [Fact]
    public void Open_ManyTimesInARow_DoubtsOneWindowAndNotMany()
    {
        for (var start = 0; start < 50; start++)
        {
            Opened();
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        var window = Assert.Single(Opened().Windows);
        Assert.Equal((Some.Noon - Slack, Some.Noon.AddMinutes(50)), (window.From, window.To));
    }

    [Fact]
    public void Open_StartsFarApart_DoubtsAWindowForEach()
    {
        Opened();
        _clock.Advance(TimeSpan.FromHours(1));
        Opened();
        using (var database = Some.Open(_folder.Database, clock: _clock))
        {
            _clock.Advance(TimeSpan.FromHours(10)); // in use all the time
            Sql.Run(_folder.Database, $"UPDATE store SET committed_at = {_clock.GetUtcNow().ToUnixTimeMilliseconds()}");
        }

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, Opened().Windows.Count);
    }

    // The longest deadline is 365 days.
    [Theory]
    [InlineData(367, 2)]
    [InlineData(370, 1)]
    public void Open_LongAfterAWindow_KeepsItWhileAValidationOfThenMayRun(int days, int expected)
    {
        Opened();
        _clock.Advance(TimeSpan.FromHours(1));
        Opened();
        Sql.Run(
            _folder.Database, $"UPDATE store SET committed_at = {Some.Noon.AddDays(days).ToUnixTimeMilliseconds()}");
        _clock.Advance(TimeSpan.FromDays(days));
        Assert.Equal(expected, Opened().Windows.Count);
    }

    [Fact]
    public void Open_GoesOnFromACopy_PaysNothingUntilChecksShowAll()
    {
        Opened();
        File.Delete(MarkPath);
        _clock.Advance(TimeSpan.FromHours(1));
        using var opened = Some.GoOn(_folder.Database, _clock);
        var doubt = opened.Restart.Doubt;
        Assert.Equal(Some.Noon.AddHours(1) + TimeToShow, doubt.PaysFrom);
        Assert.Equal(
            (Some.Noon - Slack, doubt.PaysFrom + Slack),
            (Assert.Single(doubt.Windows).From, Assert.Single(doubt.Windows).To));
    }

    [Fact]
    public void Open_GoesOnFromACopyOfALaterTime_DoubtsAllOfIt()
    {
        Opened();
        File.Delete(MarkPath);
        var earlier = new FakeTimeProvider(Some.Noon.AddHours(-2));
        using var opened = Some.GoOn(_folder.Database, earlier);
        var window = Assert.Single(opened.Restart.Doubt.Windows);
        Assert.Equal((Some.Noon.AddHours(-2) - Slack, Some.Noon + Slack), (window.From, window.To));
    }

    [Fact]
    public void Open_StoppedBeforeThatTimeHadPassed_WaitsAnew()
    {
        Opened();
        File.Delete(MarkPath);
        Some.GoOn(_folder.Database, _clock).Dispose();
        _clock.Advance(TimeSpan.FromHours(8)); // The clock may have been set as well.
        Assert.Equal(Some.Noon.AddHours(8) + TimeToShow, Opened().PaysFrom);
    }

    // The row of the start that began the wait is not the row with the latest time.
    [Fact]
    public void Open_StoppedBeforeThatTimeHadPassedAndClockSetBack_WaitsAnew()
    {
        using (Some.Open(_folder.Database, clock: new FakeTimeProvider(Some.Noon.AddDays(9))))
        {
            // A start by a clock that was ahead.
        }

        Opened();
        File.Delete(MarkPath);
        Some.GoOn(_folder.Database, _clock).Dispose();
        var earlier = new FakeTimeProvider(Some.Noon.AddDays(-3));
        using var opened = Some.Open(_folder.Database, clock: earlier);
        Assert.Equal(Some.Noon.AddDays(-3) + TimeToShow, opened.Restart.Doubt.PaysFrom);
    }

    [Fact]
    public void Open_StoppedAfterThatTimeHadPassed_PaysAtOnce()
    {
        Opened();
        File.Delete(MarkPath);
        Some.GoOn(_folder.Database, _clock).Dispose();
        _clock.Advance(TimeToShow);
        Sql.Run(_folder.Database, $"UPDATE store SET committed_at = {_clock.GetUtcNow().ToUnixTimeMilliseconds()}");
        Assert.Null(Opened().PaysFrom);
    }

    [Fact]
    public async Task Validation_ReadFromADatabaseThatDoubts_SettlesWithTheAnswerThatItDoesNotKnow()
    {
        Opened();
        File.Delete(MarkPath);
        _clock.Advance(TimeSpan.FromMinutes(10));
        using var database = Some.GoOn(_folder.Database, _clock);
        using var writer = new SelfHost.Storage.StoreWriter(
            database, _clock, new FakeLogger<SelfHost.Storage.StoreWriter>());
        using var thread = new SelfHost.Storage.StoreWriterThread(writer);
        await writer.WriteAsync(transaction =>
            transaction.Start(Some.Accepted(at: _clock.GetUtcNow()), claim: null, int.MaxValue));

        var shown = new JuspayReply.Answered(new(AccountStatus.Failure, Some.Noon.AddMinutes(5), AccountDetails.None));
        var change = await writer.WriteAsync(transaction => transaction.Change(
            "val_1", (current, now) => Lifecycle.Apply(current, new Outcome.Checked(now, shown), now)));

        Assert.Equal(
            (ValidationStatus.Failure, true, 0),
            (
                change?.After.Status,
                Assert.IsType<Stage.Settled>(change?.After.Stage).Reused,
                change?.After.ValidateAttempts));
    }

    private string MarkPath => SelfHost.Storage.StoreMark.PathOf(_folder.Database);

    private StoreDoubt Opened()
    {
        using var opened = Some.Open(_folder.Database, clock: _clock);
        return opened.Restart.Doubt;
    }
}
