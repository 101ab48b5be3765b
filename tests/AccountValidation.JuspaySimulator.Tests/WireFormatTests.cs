using System.Net;

namespace AccountValidation.JuspaySimulator.Tests;

public sealed class WireFormatTests
{
    [Fact]
    public async Task Get_FreshAccount_IsCreatedWithoutLastValidated()
    {
        await using var host = await SimulatorHost.StartAsync();

        var answer = await host.Juspay.GetAsync("active.vpa");

        Assert.Equal(
            [
                "object", "id", "customer_id", "date_created",
                "account_details", "validation_amount", "currency", "validation_status",
            ],
            answer.Json.EnumerateObject().Select(field => field.Name));
        Assert.Equal("customer_account", answer.Field("object"));
        Assert.Equal("active.vpa", answer.Field("id"));
        Assert.Equal("cst_1", answer.Field("customer_id"));
        Assert.Equal("INR", answer.Field("currency"));
        Assert.Equal("CREATED", answer.Status);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", answer.Field("date_created"));
        Assert.Equal("application/json", answer.MediaType);
    }

    [Fact]
    public async Task Post_Amount_IsAnsweredAndRecorded()
    {
        await using var host = await SimulatorHost.StartAsync();

        var answer = await host.Juspay.PostAsync("active", amount: "2.50");

        Assert.Equal("2.50", answer.Field("validation_amount"));
        Assert.Equal("2026-11-22T10:00:00Z", answer.LastValidated);
        var drop = (await host.Admin.LedgerAsync()).GetProperty("drops")[0];
        Assert.Equal("2.50", drop.GetProperty("amount").GetString());
        Assert.Equal("cst_1", drop.GetProperty("customerId").GetString());
        Assert.Equal("active", drop.GetProperty("customerAccountId").GetString());
        Assert.Equal(host.Clock.GetUtcNow(), drop.GetProperty("at").GetDateTimeOffset());
    }

    [Fact]
    public async Task Post_WithoutAmount_DropsTheDefault()
    {
        await using var host = await SimulatorHost.StartAsync();

        Assert.Equal("1", (await host.Juspay.PostAsync("active", amount: null)).Field("validation_amount"));
        Assert.Equal(1, await host.Admin.DropsAsync("active"));
    }

    [Fact]
    public async Task Details_OfVpaAndBankAccount_AreStable()
    {
        await using var host = await SimulatorHost.StartAsync();

        var vpa = (await host.Juspay.GetAsync("active~vpa1")).Json.GetProperty("account_details");
        var bank = (await host.Juspay.GetAsync("active~bank1")).Json.GetProperty("account_details");
        var again = (await host.Juspay.PostAsync("active~bank1")).Json.GetProperty("account_details");

        Assert.Matches(@"^\d{10}@yesg$", Assert.Single(vpa.EnumerateObject()).Value.GetString());
        Assert.Matches(@"^\d{12}$", bank.GetProperty("account_number").GetString());
        Assert.Matches("^[A-Z]{4}0[0-9]{6}$", bank.GetProperty("ifsc").GetString());
        Assert.Equal("ASHA RAO", bank.GetProperty("beneficiary_name").GetString());
        Assert.Equal(bank.GetRawText(), again.GetRawText());
    }

    [Theory]
    [InlineData("secret", "", HttpStatusCode.OK)]
    [InlineData("other", "", HttpStatusCode.Unauthorized)]
    [InlineData("secret", "password", HttpStatusCode.Unauthorized)]
    [InlineData("", "", HttpStatusCode.Unauthorized)]
    [InlineData(null, "", HttpStatusCode.Unauthorized)]
    public async Task Get_ApiKey_IsCompared(string? user, string password, HttpStatusCode expected)
    {
        await using var host = await SimulatorHost.StartAsync(apiKey: "secret");
        using var request = JuspayCaller.Request(HttpMethod.Get, JuspayCaller.Path("active"), user, password);

        Assert.Equal(expected, (await host.Juspay.SendAsync(request)).Code);
    }

    [Theory]
    [InlineData("Basic !!!")]
    [InlineData("Basic")]
    [InlineData("Bearer a2V5Og==")]
    [InlineData("Basic bm9jb2xvbg==")]
    public async Task Get_OddAuthorization_IsRefused(string header)
    {
        await using var host = await SimulatorHost.StartAsync();
        using var request = JuspayCaller.Request(HttpMethod.Get, JuspayCaller.Path("active"), user: null);
        request.Headers.TryAddWithoutValidation("Authorization", header);

        Assert.Equal("401 access_denied", (await host.Juspay.SendAsync(request)).Brief);
    }

    [Fact]
    public async Task Refusal_Body_IsTheDocumentedOne()
    {
        await using var host = await SimulatorHost.StartAsync();
        using var request = JuspayCaller.Request(HttpMethod.Get, JuspayCaller.Path("active"), user: null);

        var answer = await host.Juspay.SendAsync(request);

        Assert.Equal(
            """{"status":"error","error_code":"access_denied","error_info":"""
            + """{"user_message":"Unauthorized.","developer_message":"Invalid API Key. """
            + """Please pass a valid and active api key.","code":"UNAUTHORIZED","category":"USER_ERROR"}}""",
            answer.Text);
        Assert.NotEmpty(answer.Headers.GetValues("x-request-id").Single());
    }

    [Fact]
    public async Task Post_WithoutRoutingId_IsRefusedWithoutADrop()
    {
        await using var host = await SimulatorHost.StartAsync();

        Assert.Equal("400 missing_routing_id", (await host.Juspay.PostAsync("active", routingId: null)).Brief);
        Assert.Equal(0, await host.Admin.DropsAsync("active"));
    }

    [Fact]
    public async Task Post_AnotherRoutingId_AnswersAndCountsAViolation()
    {
        await using var host = await SimulatorHost.StartAsync();

        await host.Juspay.PostAsync("active", routingId: "first");
        var second = await host.Juspay.PostAsync("active", routingId: "second");
        await host.Juspay.PostAsync("active", routingId: "first");
        await host.Juspay.PostAsync("active", customer: "cst_2", routingId: "second");

        Assert.Equal("ACTIVE", second.Status);
        Assert.Equal(1, (await host.Admin.AccountAsync("active")).GetProperty("routingIdViolations").GetInt32());
    }

    [Fact]
    public async Task Routes_UnderAPrefix_AreServed()
    {
        await using var host = await SimulatorHost.StartAsync(prefix: "/juspay-simulator");

        Assert.Equal("ACTIVE", (await host.Juspay.PostAsync("active")).Status);
        Assert.Equal(1, await host.Admin.DropsAsync("active"));
    }
}
