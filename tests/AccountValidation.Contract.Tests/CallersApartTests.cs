using System.Buffers.Text;
using System.Text;

namespace AccountValidation.Contract.Tests;

/// <summary>A caller sees and changes the validations that this caller started, by every route.</summary>
public sealed class CallersApartTests(ContractTarget target)
{
    private const string Unknown = "val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C";

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "/cancel")]
    [InlineData("POST", "/check")]
    [InlineData("POST", "/callback/redeliver")]
    public async Task Route_OfAnotherCallersValidation_AnswersAsForAnUnknownId(string method, string route)
    {
        var other = Other();
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request());
        await target.Api.DropAsync(id);

        var answer = await other.SendAsync(new(method), $"{ApiClient.Validations}/{id}{route}");
        var unknown = await other.SendAsync(new(method), $"{ApiClient.Validations}/{Unknown}{route}");

        Assert.Equal((404, 404), (unknown.Status, answer.Status));
        foreach (var field in new[] { "type", "title", "detail" })
        {
            Assert.Equal(
                unknown.Body.Text(field)?.Replace(Unknown, id, StringComparison.Ordinal), answer.Body.Text(field));
        }

        Assert.Equal("PENDING", (await target.Api.FindAsync(id)).ValidationStatus);
    }

    [Theory]
    [InlineData("/cancel", 200)]
    [InlineData("/check", 202)]
    public async Task Route_OfAnOperator_OpensEveryValidation(string route, int status)
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request());
        await target.Api.DropAsync(id);

        Assert.Equal(200, (await target.SeesAll.FindAsync(id)).Status);
        Assert.Equal(status, (await target.SeesAll.PostAsync($"{ApiClient.Validations}/{id}{route}")).Status);
    }

    [Fact]
    public async Task List_OfAnotherCaller_HoldsNoneOfTheFirstWhateverTheFilterAndTheToken()
    {
        var other = Other();
        var account = TestAccount.Of("active");
        var ids = new List<string>();
        foreach (var mine in new[] { account, account.Another("active"), account.Another("active") })
        {
            ids.Add(await target.Api.AcceptAsync(mine.Request()));
            await target.Api.SettleAsync(ids[^1]);
        }

        var own = await target.Api.ListAsync($"customerId={account.CustomerId}&pageSize=1");
        Assert.Equal(ids[^1], Assert.Single(own.Body.Items("items")).Text("id"));
        var token = Uri.EscapeDataString(own.Body.Text("continuationToken")!);
        foreach (var query in new[]
        {
            $"customerId={account.CustomerId}",
            $"customerAccountId={account.AccountId}",
            $"customerId={account.CustomerId}&pageSize=1&continuationToken={token}",
            $"idPrefix={ids[0]}",
            $"status=ACTIVE&customerId={account.CustomerId}",
        })
        {
            Assert.Empty((await other.ListAsync(query)).Body.Items("items"));
        }

        Assert.Equal(3, (await target.SeesAll.ListAsync($"customerId={account.CustomerId}")).Body.Items("items").Count);
        Assert.DoesNotContain(
            (await other.ListAsync("pageSize=200")).Body.Items("items"), item => ids.Contains(item.Text("id")!));
    }

    // A token is the base64url of a position in the list.
    [Fact]
    public async Task List_BetweenValidationsOfAnotherCaller_HasTokensOfItsOwnAlone()
    {
        var other = Other();
        var account = TestAccount.Of("active");
        var own = new List<string>();
        var others = new List<string>();
        for (var turn = 0; turn < 3; turn++)
        {
            own.Add(await other.AcceptAsync(account.Another("active").Request()));
            others.Add(await target.Api.AcceptAsync(account.Another("active").Request()));
        }

        var (listed, token) = (new List<string?>(), "");
        do
        {
            var page = await other.ListAsync($"customerId={account.CustomerId}&pageSize=1&continuationToken={token}");
            listed.AddRange(page.Body.Items("items").Select(item => item.Text("id")));
            token = page.Body.Text("continuationToken");
            var position = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
            Assert.DoesNotContain(others, id => position.Contains(id, StringComparison.Ordinal));
        }
        while (!string.IsNullOrEmpty(token));

        Assert.Equal(Enumerable.Reverse(own), listed);
    }

    [Fact]
    public async Task Start_AccountIsBusyForAnotherCaller_TellsNothingAboutTheOther()
    {
        var other = Other();
        var account = TestAccount.Of("pending-forever");
        var id = await target.Api.AcceptAsync(account.Request());

        var answer = await other.StartAsync(account.Request());

        Problem.Expect(answer, 409, "account-busy");
        Assert.Null(answer.Body.Text("validationId"));
        Assert.Null(answer.Body.Text("validation"));
        Assert.DoesNotContain(id, answer.Text, StringComparison.Ordinal);
        Assert.Equal(id, (await target.SeesAll.StartAsync(account.Request())).Body.Text("validationId"));
    }

    [Fact]
    public async Task Start_OfADropThatAnotherCallersValidationLeft_NamesNoOtherValidation()
    {
        var other = Other();
        var account = TestAccount.Of("pending-forever");
        var id = await target.Api.AcceptAsync(account.Request());
        await target.Api.DropAsync(id);
        await target.Api.CancelAsync(id);

        var second = await other.AcceptAsync(account.Request());
        var following = await other.WaitForAsync(
            second, answer => answer.Body.Number("checks") >= 2, "it has checked twice");

        Assert.DoesNotContain(id, following.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await target.Api.FindAsync(second)).Status);
    }

    [Fact]
    public async Task Summary_OfACallerThatSeesItsOwnOnly_IsRefused() =>
        Problem.Expect(await target.Api.GetAsync($"{ApiClient.Validations}/summary"), 403, "sees-own-only");

    private ApiClient Other()
    {
        Assert.SkipUnless(target.HasTwoCallers, "A host that was given from outside has a single caller's key.");
        return target.OtherApi;
    }
}
