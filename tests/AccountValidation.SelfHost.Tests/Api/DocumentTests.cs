using System.Net.Http.Headers;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Api;
using AccountValidation.Service.Management;
using AccountValidation.Tests.Document;
using Microsoft.AspNetCore.Routing;

namespace AccountValidation.SelfHost.Tests.Api;

/// <summary>Holds the served API document against the mapped routes.</summary>
public sealed class DocumentTests
{
    // The document describes these routes only in its text on the management API. The last route is the document
    // itself.
    private static readonly string[] LeftOut =
    [
        $"POST {ManagementLinks.BasePath}/instances/{{instanceId}}/restart",
        $"POST {ManagementLinks.BasePath}/instances/{{instanceId}}/rewind",
        $"POST {ManagementLinks.BasePath}/orchestrators/{{name}}/{{id?}}",
        $"* {ManagementLinks.BasePath}/{{**rest}}",
        $"GET {ApiDocument.Path}",
    ];

    // Development only: the page, and the demo.
    private static readonly string[] OfDevelopment = ["/scalar", DemoPaths.Simulator, DemoPaths.Inbox];

    private readonly CommittedDocument _document = CommittedDocument.Read();

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Document_OfAnyHost_IsTheCommittedOne(string environment)
    {
        await using var app = await AppInProcess.StartAsync(environment);
        using var http = new HttpClient { BaseAddress = app.Address };

        using var answer = await http.GetAsync(ApiDocument.Path, TestContext.Current.CancellationToken);

        var served = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var committed = await File.ReadAllBytesAsync(CommittedDocument.Path, TestContext.Current.CancellationToken);
        Assert.True(
            served.AsSpan().SequenceEqual(committed),
            "docs/openapi.json is not what the self-host serves: build it again.");
        Assert.Equal(new MediaTypeHeaderValue("application/json", "utf-8"), answer.Content.Headers.ContentType);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Document_EveryMappedRoute_IsInItAndNoOther(string environment)
    {
        await using var app = await AppInProcess.StartAsync(environment);

        var mapped = Mapped(app).Where(route => !LeftOut.Contains(route) && !IsOfDevelopment(route));

        Assert.Equal(mapped.Order(StringComparer.Ordinal), Described().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Production_EveryRouteButTheDocumentAndWhatIsNotOffered_IsDescribed()
    {
        await using var app = await AppInProcess.StartAsync("Production");

        Assert.Equal(
            LeftOut.Order(StringComparer.Ordinal), Mapped(app).Except(Described()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Document_EveryOperation_HasItsOwnName()
    {
        var names = _document.Operations.Select(operation => operation.Id).ToList();

        Assert.DoesNotContain(null, names);
        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
    }

    // The webhook is no route.
    private IEnumerable<string> Described() =>
        _document
            .Operations.Where(operation => operation.Path.StartsWith('/'))
            .Select(operation => operation.ToString());

    private static IEnumerable<string> Mapped(AppInProcess app) =>
        app.Routes.SelectMany(route =>
            route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Select(method => $"{method} {PathOf(route)}")
            ?? [$"* {PathOf(route)}"]);

    private static bool IsOfDevelopment(string route) =>
        OfDevelopment.Any(path =>
            route.Split(' ')[1] is var mapped
            && (mapped == path || mapped.StartsWith(path + "/", StringComparison.Ordinal)));

    private static string PathOf(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.Trim('/');
}
