namespace AccountValidation.Contract.Tests;

public sealed class AuthenticationTests(ContractTarget target)
{
    public static TheoryData<string, string> Routes => new()
    {
        { "GET", "/api/validations" },
        { "POST", "/api/validations" },
        { "GET", "/api/validations/val_unknown" },
        { "POST", "/api/validations/val_unknown/cancel" },
        { "POST", "/api/validations/val_unknown/check" },
        { "POST", "/api/validations/val_unknown/callback/redeliver" },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Key_Missing_IsUnauthorizedOnEveryRoute(string method, string path) =>
        Problem.Expect(await target.Anonymous.SendAsync(new(method), path), 401, "unauthorized");

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Key_Wrong_IsUnauthorizedOnEveryRoute(string method, string path)
    {
        using var wrong = target.Caller(target.Key + "x");

        Problem.Expect(await wrong.SendAsync(new(method), path), 401, "unauthorized");
        Problem.Expect(await target.Anonymous.SendAsync(new(method), path + "?code=wrong-key"), 401, "unauthorized");
    }

    [Fact]
    public async Task Key_Empty_IsUnauthorized()
    {
        Problem.Expect(
            await target.Anonymous.SendAsync(HttpMethod.Get, ApiClient.Validations, headers: (ApiClient.KeyHeader, "")),
            401,
            "unauthorized");
        Problem.Expect(await target.Anonymous.GetAsync(ApiClient.Validations + "?code="), 401, "unauthorized");
    }

    [Fact]
    public async Task Key_InOtherCase_IsUnauthorized()
    {
        using var shouting = target.Caller(target.Key.ToUpperInvariant());

        Problem.Expect(await shouting.GetAsync(ApiClient.Validations), 401, "unauthorized");
    }

    [Fact]
    public async Task Key_AsParameter_OpensTheApi() =>
        Assert.Equal(
            200,
            (
                await target.Anonymous.GetAsync(
                    $"{ApiClient.Validations}?pageSize=1&code={Uri.EscapeDataString(target.Key)}")).Status);

    [Fact]
    public async Task Key_OfAnOperator_OpensTheApi()
    {
        using var operators = target.Caller(target.OperatorKey);

        Assert.Equal(200, (await operators.ListAsync("pageSize=1")).Status);
    }

    [Fact]
    public async Task Key_Missing_StartsNothing()
    {
        var account = TestAccount.Of("active");

        Assert.Equal(401, (await target.Anonymous.StartAsync(account.Request())).Status);
        Assert.Empty((await target.Api.ListAsync($"customerId={account.CustomerId}")).Body.Items("items"));
    }

    [Fact]
    public async Task Refusal_ShowsNoKey()
    {
        const string Given = "a-key-that-is-not-known";
        using var wrong = target.Caller(Given);

        Assert.DoesNotContain(Given, (await wrong.GetAsync(ApiClient.Validations)).Text, StringComparison.Ordinal);
    }
}
