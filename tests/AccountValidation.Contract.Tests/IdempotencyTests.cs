using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

public sealed class IdempotencyTests(ContractTarget target)
{
    private const string Replayed = "Idempotent-Replayed";

    [Fact]
    public async Task Key_SameBodyWhilePending_GivesTheSameValidation()
    {
        var (request, key) = (TestAccount.Of("pending-forever").Request(), Key());
        var first = await target.Api.StartAsync(request, key);

        var second = await target.Api.StartAsync(request, key);

        Assert.Equal((202, 202), (first.Status, second.Status));
        Assert.Equal(first.Id, second.Id);
        Assert.Equal((null, "true"), (first.Header(Replayed), second.Header(Replayed)));
    }

    [Fact]
    public async Task Key_SameBodyWhenSettled_GivesTheAnswer()
    {
        var account = TestAccount.Of("active");
        var key = Key();
        var first = await target.Api.StartAsync(account.Request(), key);
        await target.Api.SettleAsync(first.Id);

        var second = await target.Api.StartAsync(account.Request(), key);

        Assert.Equal((200, first.Id, "ACTIVE"), (second.Status, second.Id, second.ValidationStatus));
        Assert.Equal("true", second.Header(Replayed));
        Assert.Single(await target.Juspay.DropsAsync(account));
    }

    [Fact]
    public async Task Key_OtherBody_IsRefusedAndStartsNothing()
    {
        var (account, key) = (TestAccount.Of("active"), Key());
        var first = await target.Api.StartAsync(account.Request(), key);
        var other = account.Another("active");

        var answer = await target.Api.StartAsync(other.Request(), key);

        Problem.Expect(answer, 422, "idempotency-key-reused");
        Assert.Equal(["Idempotency-Key"], Problem.FieldsOf(answer));
        Assert.Equal(
            [first.Id],
            (await target.Api.ListAsync($"customerId={account.CustomerId}"))
                .Body.Items("items")
                .Select(item => item.Text("id")));
    }

    [Theory]
    [InlineData("amount", "2")]
    [InlineData("routingId", "another")]
    [InlineData("gateway", "another")]
    public async Task Key_OneFieldDiffers_IsAnotherBody(string field, string value)
    {
        var (request, key) = (TestAccount.Of("active").Request(), Key());
        await target.Api.StartAsync(request, key);
        var other = request.DeepClone();
        other[field] = value;

        Problem.Expect(await target.Api.StartAsync(other, key), 422, "idempotency-key-reused");
    }

    [Fact]
    public async Task Key_OfAnotherCaller_IsAnotherKey()
    {
        var key = Key();
        var (mine, theirs) = (TestAccount.Of("active"), TestAccount.Of("active"));
        var first = await target.Api.StartAsync(mine.Request(), key);

        var second = await target.OtherApi.StartAsync(theirs.Request(), key);

        Assert.Equal(202, second.Status);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Null(second.Header(Replayed));
    }

    [Fact]
    public async Task Key_ConcurrentStarts_MakeOneValidation()
    {
        var (account, key) = (TestAccount.Of("pending-forever"), Key());

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => target.Api.StartAsync(account.Request(), key)));

        Assert.All(answers, answer => Assert.Equal(202, answer.Status));
        var id = Assert.Single(answers.Select(answer => answer.Id).Distinct());
        Assert.Single(answers, answer => answer.Header(Replayed) is null);
        await target.Api.DropAsync(id);
        Assert.Single(await target.Juspay.DropsAsync(account));
    }

    [Fact]
    public async Task Key_AfterARefusedRequest_IsStillFree()
    {
        var (request, key) = (TestAccount.Of("active").Request(), Key());
        var bad = (JsonObject)request.DeepClone();
        bad["amount"] = -1;
        Problem.ExpectFields(await target.Api.StartAsync(bad, key), "amount");

        var answer = await target.Api.StartAsync(request, key);

        Assert.Equal((202, null), (answer.Status, answer.Header(Replayed)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("caf\u00e9")]
    public async Task Key_Unreadable_IsRefused(string key)
    {
        Assert.SkipWhen(
            HostUnderTest.IsAzure && !key.All(char.IsAscii),
            "The Functions host answers 500 to a header that is not ASCII, before the request comes to this service.");

        Problem.ExpectFields(
            await target.Api.StartAsync(TestAccount.Of("active").Request(), ("Idempotency-Key", key)),
            "Idempotency-Key");
    }

    [Fact]
    public async Task Key_TooLong_IsRefusedTogetherWithOtherFaults()
    {
        var request = TestAccount.Of("active").Request();
        request["amount"] = 0;

        Problem.ExpectFields(
            await target.Api.StartAsync(request, ("Idempotency-Key", new('k', 256))),
            "Idempotency-Key",
            "amount");
    }

    private static (string Name, string Value) Key() => ("Idempotency-Key", "key of " + TestAccount.Unique());
}
