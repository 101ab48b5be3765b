namespace AccountValidation.Contract.Tests;

public sealed class RoutingTests(ContractTarget target)
{
    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/api/nothing")]
    [InlineData("POST", "/api/validations/val_1/pay")]
    [InlineData("GET", "/api/validations/val_1/callback")]
    [InlineData("GET", "/health")]
    public async Task Route_Unknown_IsNotFound(string method, string path) =>
        Problem.ExpectDetails(await target.Api.SendAsync(new(method), path), 404);

    [Theory]
    [InlineData("DELETE", "/api/validations")]
    [InlineData("PUT", "/api/validations")]
    [InlineData("DELETE", "/api/validations/val_1")]
    [InlineData("PATCH", "/api/validations/val_1")]
    [InlineData("GET", "/api/validations/val_1/cancel")]
    [InlineData("GET", "/api/validations/val_1/callback/redeliver")]
    public async Task Method_NotOfTheRoute_IsNotAllowed(string method, string path) =>
        Problem.ExpectDetails(await target.Api.SendAsync(new(method), path), 405);

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml")]
    [InlineData("application/json")]
    public async Task Error_WhateverIsPreferred_IsAProblem(string accept)
    {
        Problem.ExpectDetails(
            await target.Api.SendAsync(HttpMethod.Get, "/api/nothing", headers: ("Accept", accept)), 404);
        Problem.ExpectDetails(
            await target.Api.SendAsync(HttpMethod.Delete, ApiClient.Validations, headers: ("Accept", accept)), 405);
        Problem.Expect(
            await target.Api.SendAsync(HttpMethod.Get, ApiClient.Validations + "/x", headers: ("Accept", accept)),
            404,
            "validation-not-found");
        Problem.Expect(
            await target.Anonymous.SendAsync(HttpMethod.Get, ApiClient.Validations, headers: ("Accept", accept)),
            401,
            "unauthorized");
    }

    [Theory]
    [InlineData("/juspay-simulator/admin/ledger")]
    [InlineData("/demo/inbox")]
    public async Task Route_OfTheDemo_IsAbsentInProduction(string path) =>
        Problem.ExpectDetails(await target.Api.GetAsync(path), 404);
}
