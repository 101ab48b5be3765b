using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Engine;

namespace AccountValidation.SelfHost.Tests.Storage;

/// <summary>A process reads states from before its restart with the restart applied, without rewriting them.</summary>
public sealed class RestartTests : IDisposable
{
    private static readonly DateTimeOffset Since = Some.Noon.AddHours(71);

    private static readonly DateTimeOffset Anew = Since + Some.Terms.JuspayTimeout + Some.Terms.ConfirmAfter;

    private readonly Store _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Open_AnyFile_IsTheTimeFromWhichWaitsCount()
    {
        _store.Close();
        _store.Clock.SetUtcNow(Since);

        using var again = Some.Open(_store.Path, clock: _store.Clock);

        Assert.Equal(Since, again.Restart.Since);
    }

    [Fact]
    public async Task Read_AnyWayAfterARestart_ShowsTheWaitAnew()
    {
        await BecomeUncertainAsync();
        var stored = Sql.Column(_store.Path, "SELECT state FROM validation");
        Restart();

        Assert.Equal(Anew, CountsFrom(_store.Reader.Find("val_1")));
        Assert.Equal(Anew, CountsFrom(Assert.Single(_store.Reader.List(new() { Statuses = [], Limit = 10 }).Found)));
        Assert.Equal(Anew, CountsFrom(Assert.Single(_store.Reader.ListInstances(new(), _ => true, most: 10).Found)));
        Assert.Equal(stored, Sql.Column(_store.Path, "SELECT state FROM validation"));
    }

    [Fact]
    public async Task Change_AfterARestart_GoesOnFromTheWaitAnew()
    {
        await BecomeUncertainAsync();
        Restart();

        // This check was planned before the restart, so it does not count.
        await _store.ApplyAsync("val_1", Some.Checked(AccountStatus.Created, at: Since));

        var after = Assert.IsType<Stage.Confirming>(Assert.Single(Sql.Validations(_store.Path)).Stage);
        Assert.Equal((0, Anew, Anew), (after.EqualChecks, after.CountsFrom, after.DueAt));
    }

    [Fact]
    public async Task Start_WithAnOpenDropFromBeforeTheRestart_FollowsItFromTheWaitAnew()
    {
        await BecomeUncertainAsync();
        await _store.SignalAsync("val_1", new Signal.Cancel());
        Restart();

        await _store.StartAsync(Some.Accepted("val_2", at: Since));

        Assert.Equal(Anew, CountsFrom(_store.Reader.Find("val_2")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_72HoursAfterAnOpenDropByAClockThatIsAhead_FollowsItUnlessTheClockIsTrusted(bool isTrusted)
    {
        await BecomeUncertainAsync();
        await _store.SignalAsync("val_1", new Signal.Cancel());
        Restart(isTrusted ? DateTimeOffset.MinValue : Since);
        _store.Clock.SetUtcNow(Some.Noon.AddHours(73));

        var other = Some.Accepted("val_2", at: Some.Noon.AddHours(73));
        var refused = await _store.StartAsync(other with { Request = other.Request with { RoutingId = "another" } });
        await _store.StartAsync(Some.Accepted("val_3", at: Some.Noon.AddHours(73)));

        Assert.Equal(isTrusted, refused is not StartResult.RoutingIdInUse);
        Assert.Equal(
            isTrusted ? null : "val_1",
            (isTrusted ? _store.Reader.Find("val_2") : _store.Reader.Find("val_3"))!.Drop?.ValidationId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lock_BesideAnOpenDropByAClockThatIsAhead_IsFreeOnlyIfTheClockIsTrusted(bool isTrusted)
    {
        await BecomeUncertainAsync();
        await _store.SignalAsync("val_1", new Signal.Cancel());
        await _store.StartAsync(Some.Accepted("val_2", account: "banh_2"));
        // An earlier version may have started the validation without the lock.
        Sql.Column(_store.Database.Writer, "UPDATE account SET locked_by = NULL");
        Restart(isTrusted ? DateTimeOffset.MinValue : Since);
        _store.Clock.SetUtcNow(Some.Noon.AddHours(73));

        Assert.Equal(
            isTrusted, await _store.Writer.WriteAsync(transaction => transaction.TryLock(Some.Accepted("val_2"))));
    }

    private static DateTimeOffset CountsFrom(Validation? validation) =>
        Assert.IsType<Stage.Confirming>(validation!.Stage).CountsFrom;

    private async Task BecomeUncertainAsync()
    {
        await _store.StartPayingAsync(Some.Accepted());
        await _store.ApplyAsync("val_1", Some.Intent(1));
        await _store.ApplyAsync("val_1", Some.Dropped(new JuspayReply.Unclear(ReplyCauses.TimeOut)));
    }

    private void Restart(DateTimeOffset trustedSince = default)
    {
        _store.Database.Restart = new(Since, trustedSince, StoreDoubt.None);
        _store.Clock.SetUtcNow(Since);
    }
}
