using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

/// <summary>
/// Money belongs to the account: under every spelling, for every caller, and after every end of the validation before.
/// </summary>
public sealed class AccountTests(ContractTarget target)
{
    [Fact]
    public async Task Start_FourNamesOfOneAccountAtOnce_DropOnePenny()
    {
        var account = TestAccount.Of("pending-forever");
        TestAccount[] names =
        [
            account,
            account with { CustomerId = account.CustomerId.ToUpperInvariant() },
            account with { CustomerId = "another-" + account.CustomerId },
            account with { AccountId = account.AccountId.ToUpperInvariant() },
        ];

        var answers = await Task.WhenAll(names.Select(name => target.Api.StartAsync(name.Request())));

        var started = Assert.Single(answers, answer => answer.Status == 202);
        Assert.All(answers.Except([started]), answer => Problem.Expect(answer, 409, "account-busy"));
        Assert.All(answers.Except([started]), answer => Assert.Equal(started.Id, answer.Body.Text("validationId")));
        // The simulator knows no script in capitals: under that name the account is active at once.
        await target.Api.WaitForAsync(
            started.Id,
            answer => answer.Body.Number("validateAttempts") == 1
                && (answer.ValidationStatus != "PENDING" || answer.Body.At("nextCheckAt") is not null),
            "the penny drop is answered");
        var posts = await Task.WhenAll(names.Select(name => target.Juspay.SeenAsync(name)));
        Assert.Equal(1, posts.Sum(seen => seen.Number("posts")));
    }

    [Fact]
    public async Task Start_RightAfterAnAnswerThatChecksDoNotShowYet_WaitsUntilTheyDo()
    {
        var account = TestAccount.Of("lagging-2s-active");
        await target.Api.SettleAsync(await target.Api.AcceptAsync(account.Request()));

        var second = await target.Api.SettleAsync(await target.Api.AcceptAsync(account.Request()));

        Assert.Equal(("ACTIVE", 1), (second.ValidationStatus, second.Body.Number("validateAttempts")));
        var drops = await target.Juspay.DropsAsync(account);
        Assert.Equal(2, drops.Count);
        Assert.True(
            drops[1].Time("at") - drops[0].Time("at") >= TimeSpan.FromSeconds(2),
            "It was paid while checks showed the account as before the first penny.");
        Assert.Contains("answer_behind", second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UnderAnotherSpellingWhileADropIsOpen_IsHeldAndSaysWhy()
    {
        var account = TestAccount.Of("pending-forever");
        var first = await target.Api.AcceptAsync(account.Request());
        await target.Api.DropAsync(first);
        await target.Api.CancelAsync(first);

        var capitals = account with { AccountId = account.AccountId.ToUpperInvariant() };
        var second = await target.Api.AcceptAsync(capitals.Request());
        var held = await target.Api.WaitForAsync(
            second,
            answer => answer.Body.At("reason") is not null,
            "it says why it is held");

        Assert.Equal(("PENDING", "penny_drop_elsewhere"), (held.ValidationStatus, held.Body.Text("reason", "code")));
        Assert.Equal("other-spelling", held.Body.Text("waitingFor", "cause"));
        Assert.Equal(0, (await target.Juspay.SeenAsync(capitals)).Number("posts"));
    }

    // The simulator keeps the accounts of two customers apart: a check under the wrong customer would show no drop.
    [Fact]
    public async Task Start_ForAnotherCustomerWhileADropIsOpen_FollowsItUnderItsOwnCustomerAndPaysNothing()
    {
        var account = TestAccount.Of("pending-forever");
        var first = await target.Api.AcceptAsync(account.Request());
        await target.Api.DropAsync(first);
        await target.Api.CancelAsync(first);
        var before = (await target.Juspay.SeenAsync(account)).Number("gets");

        var another = account with { CustomerId = "another-" + account.CustomerId };
        var second = await target.Api.AcceptAsync(another.Request());
        var following = await target.Api.WaitForAsync(
            second,
            answer => answer.Body.Number("checks") >= 2,
            "it has checked twice");

        Assert.Equal(("PENDING", 0), (following.ValidationStatus, following.Body.Number("validateAttempts")));
        Assert.Contains("penny-drop-adopted", following.Text, StringComparison.Ordinal);
        Assert.True(
            (await target.Juspay.SeenAsync(account)).Number("gets") >= before + 2,
            "It asked for another account than the drop's.");
        var seen = await target.Juspay.SeenAsync(another);
        Assert.Equal((0, 0), (seen.Number("gets"), seen.Number("posts")));
    }

    [Fact]
    public async Task Start_WithAnotherRoutingId_IsRefusedAndNamesTheOneInUseToWhoeverSeesAll()
    {
        var account = TestAccount.Of("active");
        await target.Api.SettleAsync(await target.Api.AcceptAsync(Routed(account, "routing-one")));

        var refused = await target.Api.StartAsync(Routed(account, "routing-two"));
        var told = await target.SeesAll.StartAsync(Routed(account, "routing-two"));

        // The routing id may be another caller's.
        Problem.Expect(refused, 409, "routing-id-in-use");
        Assert.DoesNotContain("routing-one", refused.Text, StringComparison.Ordinal);
        Problem.Expect(told, 409, "routing-id-in-use");
        Assert.Contains("routing-one", told.Body.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutARoutingId_TakesTheOneInUse()
    {
        var account = TestAccount.Of("active");
        await target.Api.SettleAsync(await target.Api.AcceptAsync(Routed(account, "routing-one")));

        await target.Api.SettleAsync(await target.Api.AcceptAsync(account.Request()));

        var seen = await target.Juspay.SeenAsync(account);
        Assert.Equal((2, 0), (seen.Number("posts"), seen.Number("routingIdViolations")));
    }

    private static JsonObject Routed(TestAccount account, string routingId)
    {
        var request = account.Request();
        request["routingId"] = routingId;
        return request;
    }
}
