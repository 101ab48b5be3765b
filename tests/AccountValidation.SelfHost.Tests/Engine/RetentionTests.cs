using AccountValidation.SelfHost.Engine;
using AccountValidation.SelfHost.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccountValidation.SelfHost.Tests.Engine;

/// <summary>The service purges validations once they have been finished for the configured retention.</summary>
public sealed class RetentionTests : IDisposable
{
    private static readonly TimeSpan Retained = TimeSpan.FromDays(90);

    private readonly Store _store = new();
    private readonly RetentionPurge _sweeper;

    public RetentionTests() => _sweeper = Sweeper(Retained);

    public void Dispose()
    {
        _sweeper.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData("00:00:01", "00:00:01")]
    [InlineData("00:01:00", "00:00:06")]
    [InlineData("90.00:00:00", "00:10:00")]
    public void Pause_OfAnyRetention_IsATenthWithinBounds(string retained, string pause)
    {
        using var sweeper = Sweeper(TimeSpan.Parse(retained, null));
        Assert.Equal(TimeSpan.Parse(pause, null), sweeper.Pause);
    }

    [Fact]
    public async Task Sweep_MoreThanOneBatch_PurgesAllThatIsOldAndNothingElse()
    {
        const int Old = (2 * RetentionPurge.BatchSize) + 1;
        await Task.WhenAll(Enumerable.Range(0, Old).Select(n => FinishAsync($"val_old_{n}")));
        _store.Clock.Advance(TimeSpan.FromHours(1));
        await FinishAsync("val_young");
        await _store.StartAsync(Some.Accepted("val_open", account: "banh_open"));
        _store.Clock.Advance(Retained - TimeSpan.FromMinutes(30));

        await _sweeper.StartAsync(TestContext.Current.CancellationToken);
        await AdvanceUntilAsync(TimeSpan.FromMilliseconds(100), "val_open", "val_young");

        await AdvanceUntilAsync(_sweeper.Pause, "val_open");
        await _sweeper.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Sweep_DatabaseCannotBeWritten_IsPutOffAndMadeLater()
    {
        await FinishAsync("val_old");
        _store.Clock.Advance(Retained + TimeSpan.FromSeconds(1));
        Sql.Column(_store.Database.Writer, "PRAGMA query_only = ON");

        await _sweeper.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => !_store.Writer.IsWorking, "the purge failed");
        Sql.Column(_store.Database.Writer, "PRAGMA query_only = OFF");

        await AdvanceUntilAsync(_sweeper.Pause);
        await _sweeper.StopAsync(TestContext.Current.CancellationToken);
    }

    private RetentionPurge Sweeper(TimeSpan retained) =>
        new(
            _store.Writer,
            new(_store.Path, DrainTime: TimeSpan.Zero, retained),
            _store.Clock,
            NullLogger<RetentionPurge>.Instance);

    // The purge waits by the test's clock, at times that the test cannot know. The test therefore moves the clock until
    // the expectation holds.
    private Task AdvanceUntilAsync(TimeSpan step, params IEnumerable<string> ids) =>
        Eventually.TrueAsync(
            () =>
            {
                _store.Clock.Advance(step);
                return _store
                    .Reader.List(new() { Limit = 1000 })
                    .Found
                    .Select(validation => validation.Id)
                    .Order()
                    .SequenceEqual(ids);
            },
            $"only {string.Join(", ", ids)} is left");

    private async Task FinishAsync(string id)
    {
        await _store.StartAsync(Some.Accepted(id, account: "banh_" + id));
        await _store.ApplyAsync(id, Some.Rejected);
    }
}
