using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Engine;

namespace AccountValidation.SelfHost.Tests.Storage;

/// <summary>The counts that the schema keeps, compared with the rows.</summary>
public sealed class SummaryTests : IDisposable
{
    private readonly Store _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Summary_OfAnEmptyStore_IsEmpty()
    {
        var summary = _store.Reader.Summarize();
        Assert.Empty(summary.Statuses);
        Assert.Empty(summary.Waiting);
        Assert.Empty(summary.Callbacks);
        Assert.Empty(summary.Receivers);
    }

    [Fact]
    public async Task Summary_CountsByStatusCauseCallbackAndReceiver()
    {
        await StartAsync(1, "https://dead.example/");
        await StartAsync(2, "https://dead.example/");
        await StartAsync(3, "https://good.example/");
        await StartAsync(4, callbackUrl: null);
        _store.Clock.Advance(TimeSpan.FromSeconds(10));
        await _store.ApplyAsync("val_1", Some.Rejected);
        await _store.ApplyAsync("val_1", new Outcome.CallbackAttempted(1, new(500)));
        await _store.ApplyAsync("val_2", Some.Rejected);
        await _store.ApplyAsync("val_2", new Outcome.CallbackAttempted(1, new(410)));
        await _store.ApplyAsync("val_3", Some.Rejected);
        await _store.ApplyAsync("val_3", new Outcome.CallbackAttempted(1, new(204)));
        await _store.ApplyAsync("val_4", new Outcome.Checked(Some.Noon, new JuspayReply.KeyRefused(401, null)));

        var summary = _store.Reader.Summarize();

        Assert.Equal(
            [("Rejected", 3L), ("Pending", 1L)], summary.Statuses.Select(tally => ($"{tally.Of}", tally.Count)));
        Assert.Equal(1, summary.WaitingFor(WaitCause.KeyRefused));
        Assert.Equal(Some.Noon.AddSeconds(10), summary.Waiting.Single(tally => tally.Of == WaitCause.Receiver).Oldest);
        Assert.Equal(
            [new ReceiverTally("dead.example", Waiting: 1, Failed: 1, Some.Noon.AddSeconds(10))], summary.Receivers);
        TallyRows.AssertEqualTheTally(_store.Path);
    }

    [Fact]
    public async Task Summary_AfterAFailedWriteOfACommit_CountsOnlyWhatIsStored()
    {
        await StartAsync(1, callbackUrl: null);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.Writer.WriteAsync<int>(transaction =>
        {
            transaction.Change("val_1", (current, now) => Lifecycle.Apply(current, new Signal.Cancel(), now));
            throw new InvalidOperationException("after the change");
        }));

        TallyRows.AssertEqualTheTally(_store.Path);
        Assert.Equal(ValidationStatus.Pending, Assert.Single(_store.Reader.Summarize().Statuses).Of);
    }

    [Fact]
    public async Task Summary_AfterAPurge_ForgetsThePurged()
    {
        foreach (var number in Enumerable.Range(1, 5))
        {
            await StartAsync(number, "https://dead.example/", metadata: true);
            await _store.ApplyAsync($"val_{number}", Some.Rejected);
            await _store.ApplyAsync($"val_{number}", new Outcome.CallbackAttempted(1, new(410)));
            await _store.ApplyAsync($"val_{number}", new Outcome.DeadLettered(1, Sent: true));
        }

        Assert.Equal(5, Assert.Single(_store.Reader.Summarize().Receivers).Failed);
        await _store.Writer.WriteAsync(transaction => transaction.PurgeFinishedBefore(Some.Noon.AddDays(1), 4));
        TallyRows.AssertEqualTheTally(_store.Path);
        Assert.Equal(1, Assert.Single(_store.Reader.Summarize().Receivers).Failed);
        Assert.Equal(["1"], Sql.Column(_store.Path, "SELECT count(*) FROM metadata"));
    }

    [Fact]
    public async Task Summary_AfterARedelivery_CountsTheReceiverAsWaiting()
    {
        await StartAsync(1, "https://dead.example/");
        await _store.ApplyAsync("val_1", Some.Rejected);
        await _store.ApplyAsync("val_1", new Outcome.CallbackAttempted(1, new(410)));
        await _store.SignalAsync("val_1", new Signal.Redeliver());

        var receiver = Assert.Single(_store.Reader.Summarize().Receivers);
        Assert.Equal((1L, 0L), (receiver.Waiting, receiver.Failed));
        TallyRows.AssertEqualTheTally(_store.Path);
    }

    private Task<StartResult> StartAsync(int number, string? callbackUrl, bool metadata = false)
    {
        var request = Some.Accepted(account: $"banh_{number}").Request with
        {
            CallbackUrl = callbackUrl,
            Metadata = new Dictionary<string, string>(metadata ? [new("n", $"{number}")] : [], StringComparer.Ordinal),
        };
        var terms = Some.Terms with { CallbackSchedule = [TimeSpan.Zero, TimeSpan.FromMinutes(1)] };
        return _store.StartAsync(Lifecycle.Accept($"val_{number}", request, terms, Some.Noon));
    }
}
