using System.Reflection;
using System.Text.Json.Nodes;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Api;
using AccountValidation.Service.Api.OpenApi;
using Microsoft.AspNetCore.Routing;

namespace AccountValidation.SelfHost.Tests.Api;

/// <summary>The API's document against the routes that are really mapped, and against the copy in the repository.</summary>
public sealed class DocumentTests
{
    private const string HowToUpdate = "docs/openapi.json is not what the self-host serves. Start it and run: curl -o docs/openapi.json http://localhost:7071/openapi/v1.json";

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Document_OfAnyHost_IsTheCommittedOne(string environment)
    {
        await using var app = await AppInProcess.StartAsync(environment);

        var served = await app.GetAsync(ApiDocument.Path);

        var committed = await File.ReadAllTextAsync(CommittedDocument(), TestContext.Current.CancellationToken);
        Assert.True(served.TrimEnd() == committed.TrimEnd(), HowToUpdate);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Document_EveryMappedRoute_IsInItAndNoOther(string environment)
    {
        await using var app = await AppInProcess.StartAsync(environment);
        var document = JsonNode.Parse(await app.GetAsync(ApiDocument.Path))!;

        var described = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));

        Assert.Equal(Mapped(app).Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Production_EveryRouteButTheDocumentAndWhatIsNotOffered_IsDescribed()
    {
        await using var app = await AppInProcess.StartAsync("Production");

        var hidden = app.Routes.Where(IsHidden).Select(PathOf);

        string[] notOffered = ["/instances/{instanceId}/restart", "/instances/{instanceId}/rewind", "/orchestrators/{name}/{id?}", "/{**rest}"];
        string[] expected = [.. notOffered.Select(path => ManagementLinks.BasePath + path), "/openapi/{documentName}.json"];
        Assert.Equal(expected.Order(StringComparer.Ordinal), hidden.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Document_EveryOperation_HasItsOwnName()
    {
        await using var app = await AppInProcess.StartAsync("Production");
        var document = JsonNode.Parse(await app.GetAsync(ApiDocument.Path))!;

        var operations = document["paths"]!.AsObject().Concat(document["webhooks"]!.AsObject()).SelectMany(path => path.Value!.AsObject());
        var names = operations.Select(operation => operation.Value!["operationId"]?.GetValue<string>()).ToList();

        Assert.DoesNotContain(null, names);
        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
    }

    private static IEnumerable<string> Mapped(AppInProcess app) => app.Routes
        .Where(route => !IsHidden(route))
        .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Select(method => $"{method} {PathOf(route)}") ?? [$"* {PathOf(route)}"]);

    private static bool IsHidden(RouteEndpoint route) => route.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is { ExcludeFromDescription: true };

    private static string PathOf(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.Trim('/');

    private static string CommittedDocument() => typeof(DocumentTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "ApiDocument").Value ?? throw new InvalidOperationException("The build did not say where the document is.");
}
