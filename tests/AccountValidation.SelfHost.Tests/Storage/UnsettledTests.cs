using AccountValidation.Core;
using AccountValidation.SelfHost.Storage;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccountValidation.SelfHost.Tests.Storage;

/// <summary>The limit of unsettled validations, and the count behind it.</summary>
public sealed class UnsettledTests : IDisposable
{
    private readonly Store _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Start_BeyondTheBound_IsRefusedAndNothingIsStored()
    {
        await StartAsync(1, most: 2);
        await StartAsync(2, most: 2);

        Assert.IsType<StartResult.TooManyUnsettled>(await StartAsync(3, most: 2));

        Assert.Null(_store.Reader.Find("val_3"));
        Assert.Equal(2, _store.Writer.Unsettled.Committed);
        Assert.IsType<StartResult.Started>(await StartAsync(3, most: 3)); // The key was still free.
    }

    [Fact]
    public async Task Start_AtTheBoundWithAKnownKeyOrForABusyAccount_IsAnsweredAsEver()
    {
        await StartAsync(1, most: 1);

        Assert.IsType<StartResult.Replayed>(await StartAsync(1, most: 1));
        Assert.IsType<StartResult.AccountBusy>(
            await _store.StartAsync(Some.Accepted("val_2", account: "banh_1"), claim: null, mostUnsettled: 1));
    }

    [Fact]
    public async Task Start_OneHasSettled_IsTakenAtOnce()
    {
        await StartAsync(1, most: 1);
        await _store.SignalAsync("val_1", new Signal.Cancel());

        Assert.IsType<StartResult.Started>(await StartAsync(2, most: 1));
        Assert.Equal(1, _store.Writer.Unsettled.Committed);
    }

    [Fact]
    public async Task Start_ManyInOneCommit_NeverPassTheBound()
    {
        var release = _store.HoldWriter();
        var starts = Enumerable.Range(1, 5).Select(number => StartAsync(number, most: 3)).ToList();

        release();

        Assert.Equal(3, (await Task.WhenAll(starts)).OfType<StartResult.Started>().Count());
        Assert.Equal(3, _store.Writer.Unsettled.Committed);
    }

    [Fact]
    public async Task Count_OfAWriteOrCommitThatFails_IsAsBefore()
    {
        await StartAsync(1, most: 9);
        await Assert.ThrowsAsync<InvalidDataException>(() => _store.Writer.WriteAsync<bool>(transaction =>
        {
            transaction.Start(Some.Accepted("val_2", account: "banh_2"), claim: null, mostUnsettled: 9);
            throw new InvalidDataException("by itself");
        }));
        Sql.Column(_store.Database.Writer, "PRAGMA query_only = ON");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => StartAsync(3, most: 9));
        Sql.Column(_store.Database.Writer, "PRAGMA query_only = OFF");

        Assert.IsType<StartResult.Started>(await StartAsync(4, most: 2));
        Assert.IsType<StartResult.TooManyUnsettled>(await StartAsync(5, most: 2));
        Assert.Equal(2, _store.Writer.Unsettled.Committed);
    }

    [Fact]
    public async Task Count_AfterARestart_IsThatOfTheFile()
    {
        await StartAsync(1, most: 9);
        await StartAsync(2, most: 9);
        await _store.SignalAsync("val_1", new Signal.Cancel());
        _store.Close();

        using var database = Some.Open(_store.Path, clock: _store.Clock);
        using var writer = new StoreWriter(database, _store.Clock, NullLogger<StoreWriter>.Instance);

        Assert.Equal(1, writer.Unsettled.Committed);
    }

    private Task<StartResult> StartAsync(int number, int most) =>
        _store.StartAsync(
            Some.Accepted($"val_{number}", account: $"banh_{number}"),
            new("onboarding", $"key-{number}", "same"),
            most);
}
