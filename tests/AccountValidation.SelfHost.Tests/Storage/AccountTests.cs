using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Engine;

namespace AccountValidation.SelfHost.Tests.Storage;

/// <summary>
/// The account's row: one lock for all spellings of an account, and an open drop that outlives its validation.
/// </summary>
public sealed class AccountTests : IDisposable
{
    private const string OpenDrops =
        "SELECT validation_id || ' ' || attempt FROM money_journal WHERE resolved_at IS NULL";

    private readonly Store _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("cst_1", "banh_1")]
    [InlineData("CST_1", "banh_1")]
    [InlineData("another", "banh_1")]
    [InlineData("cst_1", "BANH_1")]
    public async Task Start_AnyNameOfALockedAccount_IsBusy(string customer, string account)
    {
        await _store.StartAsync(Some.Accepted("val_1"));

        var result = await _store.StartAsync(Some.Accepted("val_2", customer, account));

        Assert.Equal("val_1", Assert.IsType<StartResult.AccountBusy>(result).ValidationId);
        Assert.Null(_store.Reader.Find("val_2"));
    }

    [Fact]
    public async Task Cancel_WithAnOpenDrop_FreesTheAccountAndLeavesItTheDrop()
    {
        await DropAsync("val_1");
        await _store.SignalAsync("val_1", new Signal.Cancel());

        await _store.StartAsync(Some.Accepted("val_2"));

        var second = _store.Reader.Find("val_2")!;
        Assert.Equal(("val_1", true), (second.Drop?.ValidationId, second.Stage is Stage.Confirming));
        Assert.Equal(["val_1 1"], Sql.Column(_store.Path, OpenDrops));
        Assert.Equal(["val_2"], Sql.Column(_store.Path, "SELECT locked_by FROM account"));
    }

    [Fact]
    public async Task Cancel_WithAPostUnderWay_ItsAnswerEndsTheDropInTheAccount()
    {
        await DropAsync("val_1");
        await _store.SignalAsync("val_1", new Signal.Cancel());

        await _store.ApplyAsync("val_1", Some.Dropped(Active(Some.Noon.AddSeconds(1))));

        Assert.Empty(Sql.Column(_store.Path, OpenDrops));
        Assert.Equal(ValidationStatus.Cancelled, _store.Reader.Find("val_1")!.Status);
        await _store.StartAsync(Some.Accepted("val_2"));
        Assert.Equal(AccountStatus.Active, _store.Reader.Find("val_2")!.LastAnswer?.Shown.Status);
    }

    [Fact]
    public async Task Drop_FollowedByAnother_EndsWithItsAnswer()
    {
        await DropAsync("val_1");
        await _store.SignalAsync("val_1", new Signal.Cancel());
        await _store.StartAsync(Some.Accepted("val_2"));

        await _store.ApplyAsync("val_2", new Outcome.Checked(Some.Noon.AddSeconds(2), Active(Some.Noon.AddSeconds(1))));

        Assert.Equal(ValidationStatus.Active, _store.Reader.Find("val_2")!.Status);
        Assert.Empty(Sql.Column(_store.Path, OpenDrops));
        Assert.Equal([""], Sql.Column(_store.Path, "SELECT coalesce(locked_by, '') FROM account"));
    }

    [Fact]
    public async Task Drop_OfAValidationThatWasPurged_IsOpenStill()
    {
        await DropAsync("val_1");
        await _store.SignalAsync("val_1", new Signal.Cancel());
        await _store.Writer.WriteAsync(transaction => transaction.Purge("val_1"));

        await _store.StartAsync(Some.Accepted("val_2"));

        Assert.IsType<Stage.Confirming>(_store.Reader.Find("val_2")!.Stage);
    }

    [Fact]
    public async Task Drop_OpenFor72Hours_IsLetGo()
    {
        await DropAsync("val_1");
        await _store.SignalAsync("val_1", new Signal.Cancel());
        _store.Clock.Advance(TimeSpan.FromHours(72));

        await _store.StartAsync(Some.Accepted("val_2"));

        Assert.IsType<Stage.Checking>(_store.Reader.Find("val_2")!.Stage);
        Assert.Empty(Sql.Column(_store.Path, OpenDrops));
    }

    [Fact]
    public async Task Start_AnotherRoutingId_IsRefusedAndOneThatNamesNoneTakesTheAccounts()
    {
        await _store.StartAsync(Routed(Some.Accepted("val_1"), "r1"));
        await _store.SignalAsync("val_1", new Signal.Cancel());

        Assert.Equal(
            "r1",
            Assert
                .IsType<StartResult.RoutingIdInUse>(await _store.StartAsync(Routed(Some.Accepted("val_2"), "r2")))
                .RoutingId);
        await _store.StartAsync(Some.Accepted("val_3", "CST_1"));

        Assert.Equal("r1", _store.Reader.Find("val_3")!.Request.RoutingId);
    }

    private static Validation Routed(Validation validation, string routingId) =>
        validation with
        {
            Request = validation.Request with { RoutingId = routingId },
        };

    private static JuspayReply.Answered Active(DateTimeOffset validated) =>
        new(new(AccountStatus.Active, validated, AccountDetails.None));

    private async Task DropAsync(string id)
    {
        await _store.StartPayingAsync(Some.Accepted(id));
        await _store.ApplyAsync(id, Some.Intent(1));
    }
}
