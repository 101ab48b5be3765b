using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccountValidation.JuspaySimulator.Scripts;

namespace AccountValidation.JuspaySimulator.Tests;

public sealed class AdminTests
{
    [Fact]
    public async Task Account_AfterCalls_ShowsThemWithTimesAndStatuses()
    {
        await using var host = await SimulatorHost.StartAsync();
        var start = host.Clock.GetUtcNow();

        await host.Juspay.GetAsync("error-before-1");
        host.Clock.Advance(2);
        await host.Juspay.PostAsync("error-before-1");
        host.Clock.Advance(3);
        await host.Juspay.PostAsync("error-before-1");

        var account = await host.Admin.AccountAsync("error-before-1");
        Assert.Equal(
            ["GET 200 +0", "POST 500 +2", "POST 200 +5"],
            account.GetProperty("calls").EnumerateArray().Select(Brief));
        Assert.Equal("error-before-1", account.GetProperty("script").GetString());
        Assert.Equal("ACTIVE", account.GetProperty("validationStatus").GetString());
        Assert.Equal("2026-11-22T10:00:05Z", account.GetProperty("lastValidated").GetString());
        Assert.Equal((1, 1, 2), (Number("drops"), Number("gets"), Number("posts")));

        int Number(string name) => account.GetProperty(name).GetInt32();

        string Brief(JsonElement call)
        {
            var elapsed = call.GetProperty("at").GetDateTimeOffset() - start;
            return $"{call.GetProperty("method")} {call.GetProperty("status")} +{elapsed.TotalSeconds}";
        }
    }

    [Fact]
    public async Task Account_NeverCalled_IsCreated()
    {
        await using var host = await SimulatorHost.StartAsync();

        var account = await host.Admin.AccountAsync("some-id");

        Assert.Equal("active", account.GetProperty("script").GetString());
        Assert.Equal("CREATED", account.GetProperty("validationStatus").GetString());
    }

    [Fact]
    public async Task Calls_MoreThanTwoHundred_KeepTheLatestAndCountAll()
    {
        await using var host = await SimulatorHost.StartAsync();
        for (var call = 0; call < 205; call++)
        {
            host.Clock.Advance(1);
            await host.Juspay.GetAsync("active");
        }

        var account = await host.Admin.AccountAsync("active");

        Assert.Equal(205, account.GetProperty("gets").GetInt32());
        Assert.Equal(200, account.GetProperty("calls").GetArrayLength());
        Assert.Equal(host.Clock.GetUtcNow(), account.GetProperty("calls")[199].GetProperty("at").GetDateTimeOffset());
    }

    [Fact]
    public async Task SetScript_KnownName_OverridesTheId()
    {
        await using var host = await SimulatorHost.StartAsync();

        using var response = await host.Admin.SetScriptAsync("active", "pending-5s-failure");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("PENDING", (await host.Juspay.PostAsync("active")).Status);
        host.Clock.Advance(5);
        Assert.Equal("FAILURE", (await host.Juspay.GetAsync("active")).Status);
    }

    [Fact]
    public async Task SetScript_Again_StartsItsCountsAfresh()
    {
        await using var host = await SimulatorHost.StartAsync();
        await host.Juspay.PostAsync("throttled-1");

        using var response = await host.Admin.SetScriptAsync("throttled-1", "error-before-1");

        Assert.Equal("500 internal_error", (await host.Juspay.PostAsync("throttled-1")).Brief);
        Assert.Equal("200 ACTIVE", (await host.Juspay.PostAsync("throttled-1")).Brief);
    }

    [Theory]
    [InlineData("pending-5h-active")]
    [InlineData(null)]
    public async Task SetScript_UnknownName_NamesTheScriptAndTheKnownNames(string? script)
    {
        await using var host = await SimulatorHost.StartAsync();

        using var response = await host.Admin.SetScriptAsync("active", script);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains($"'{script}'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var known = problem.GetProperty("known").EnumerateArray().Select(name => name.GetString()!);
        Assert.Equal(ScriptParser.KnownNames, known);
    }

    [Theory]
    [InlineData("ACTIVE")]
    [InlineData("FAILURE")]
    public async Task Settle_PendingDrop_GivesTheAnswerNow(string status)
    {
        await using var host = await SimulatorHost.StartAsync();
        await host.Juspay.PostAsync("pending-forever");
        host.Clock.Advance(30);

        using var response = await host.Admin.SettleAsync("pending-forever", status);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var check = await host.Juspay.GetAsync("pending-forever");
        Assert.Equal((status, "2026-11-22T10:00:30Z"), (check.Status, check.LastValidated));
    }

    [Theory]
    [InlineData("active", "ACTIVE", HttpStatusCode.Conflict)]
    [InlineData("pending-forever", "PENDING", HttpStatusCode.BadRequest)]
    [InlineData("pending-forever", null, HttpStatusCode.BadRequest)]
    public async Task Settle_NoPendingDropOrUnknownStatus_IsRefused(
        string account, string? status, HttpStatusCode expected)
    {
        await using var host = await SimulatorHost.StartAsync();
        await host.Juspay.PostAsync(account);

        using var response = await host.Admin.SettleAsync(account, status);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("key-refused", "401 access_denied")]
    [InlineData("error", "503 service_unavailable")]
    [InlineData("throttled", "429 too_many_requests")]
    public async Task Outage_UntilNone_AnswersEveryCall(string kind, string answer)
    {
        await using var host = await SimulatorHost.StartAsync();

        using var begun = await host.Admin.SetOutageAsync(kind);
        Assert.Equal(answer, (await host.Juspay.GetAsync("active")).Brief);
        Assert.Equal(answer, (await host.Juspay.PostAsync("active")).Brief);
        Assert.Equal(0, await host.Admin.DropsAsync("active"));

        using var ended = await host.Admin.SetOutageAsync("none");
        Assert.Equal("200 ACTIVE", (await host.Juspay.PostAsync("active")).Brief);
    }

    [Fact]
    public async Task Outage_Refuse_BreaksTheConnectionWithoutADrop()
    {
        await using var host = await SimulatorHost.StartAsync();

        using var begun = await host.Admin.SetOutageAsync("refuse");

        await Assert.ThrowsAsync<HttpRequestException>(() => host.Juspay.PostAsync("active"));
        Assert.Equal(0, await host.Admin.DropsAsync("active"));
    }

    [Fact]
    public async Task Outage_UnknownKind_IsRefused()
    {
        await using var host = await SimulatorHost.StartAsync();

        using var response = await host.Admin.SetOutageAsync("flood");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("200 CREATED", (await host.Juspay.GetAsync("active")).Brief);
    }

    [Fact]
    public async Task Ledger_Filters_SelectByCustomerAndAccount()
    {
        await using var host = await SimulatorHost.StartAsync();
        await host.Juspay.PostAsync("active.1");
        await host.Juspay.PostAsync("active.2");
        await host.Juspay.PostAsync("active.1", customer: "cst_2", routingId: "cst_2");

        Assert.Equal(3, await TotalAsync(""));
        Assert.Equal(2, await TotalAsync("?customerId=cst_1"));
        Assert.Equal(2, await TotalAsync("?customerAccountId=active.1"));
        Assert.Equal(1, await TotalAsync("?customerId=cst_2&customerAccountId=active.1"));

        async Task<int> TotalAsync(string query) =>
            (await host.Admin.LedgerAsync(query)).GetProperty("total").GetInt32();
    }

    [Fact]
    public async Task Forget_AfterEverything_LeavesAFreshSimulator()
    {
        await using var host = await SimulatorHost.StartAsync();
        await host.Juspay.PostAsync("active");
        using var script = await host.Admin.SetScriptAsync("failure", "active");
        using var outage = await host.Admin.SetOutageAsync("error");

        using var response = await host.Admin.ForgetAsync();

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(0, (await host.Admin.LedgerAsync()).GetProperty("total").GetInt32());
        Assert.Equal(0, (await host.Admin.AccountAsync("active")).GetProperty("posts").GetInt32());
        Assert.Equal("200 FAILURE", (await host.Juspay.PostAsync("failure")).Brief);
    }

    [Fact]
    public async Task Post_HundredInParallel_DropsAHundredPennies()
    {
        await using var host = await SimulatorHost.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => host.Juspay.PostAsync("active")));

        Assert.All(answers, answer => Assert.Equal("200 ACTIVE", answer.Brief));
        Assert.Equal(100, await host.Admin.DropsAsync("active"));
        Assert.Equal(100, (await host.Admin.AccountAsync("active")).GetProperty("posts").GetInt32());
    }
}
