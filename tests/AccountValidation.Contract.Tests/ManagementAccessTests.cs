namespace AccountValidation.Contract.Tests;

public sealed class ManagementAccessTests(ContractTarget target)
{
    public static TheoryData<string, string> Routes => new()
    {
        { "GET", Management.Instances },
        { "DELETE", Management.Instances },
        { "GET", Management.PathOf("val_unknown") },
        { "DELETE", Management.PathOf("val_unknown") },
        { "POST", Management.PathOf("val_unknown", "/raiseEvent/Check") },
        { "POST", Management.PathOf("val_unknown", "/terminate?reason=x") },
        { "POST", Management.PathOf("val_unknown", "/suspend") },
        { "POST", Management.PathOf("val_unknown", "/resume") },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Key_OfNobodyOrOfACaller_IsUnauthorizedWithoutABody(string method, string path)
    {
        using var wrong = target.Caller(target.ManagementKey + "x");

        foreach (var client in new[] { target.Anonymous, wrong, target.Api })
        {
            var answer = await client.SendAsync(new(method), path);

            Management.ExpectEmpty(answer, 401);
            Assert.Equal(
                HostUnderTest.IsAzure ? "Bearer" : "ApiKey header=\"x-functions-key\"",
                answer.Header("WWW-Authenticate"));
        }
    }

    [Fact]
    public async Task Key_AsParameter_OpensIt() =>
        Assert.Equal(
            200,
            (
                await target.Anonymous.GetAsync(
                    $"{Management.Instances}?top=1&code={Uri.EscapeDataString(target.ManagementKey)}")).Status);

    [Fact]
    public async Task Key_WrongAsParameter_IsUnauthorized() =>
        Management.ExpectEmpty(await target.Anonymous.GetAsync(Management.Instances + "?code=wrong"), 401);

    [Fact]
    public async Task Path_Unknown_IsNotFoundWithoutABody() =>
        Management.ExpectEmpty(await target.Operator.GetAsync(Management.PathOf("val_unknown", "/terminate")), 404);
}
