using System.Text.RegularExpressions;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Api;
using AccountValidation.Service.Management;
using Microsoft.AspNetCore.Routing;

namespace AccountValidation.SelfHost.Tests.Access;

/// <summary>The credentials that open a route.</summary>
internal enum Guard
{
    Nothing,
    CallersKey,
    OperatorsKey,
    NotificationCredentials,
}

/// <summary>A route of the program, with a path that reaches it.</summary>
internal sealed partial record GuardedRoute(Guard Guard, string Method, string Path)
{
    /// <summary>The only routes without a guard. A new route must be guarded, or be added here.</summary>
    private static readonly string[] Open = ["/health/live", "/health/ready", "/openapi/v1.json"];

    /// <summary>Returns every route that the program serves, once for each method.</summary>
    public static IReadOnlyList<GuardedRoute> Of(AppInProcess app) =>
        [
            .. app.Routes.SelectMany(route =>
                MethodsOf(route).Select(method => new GuardedRoute(GuardOf(PathOf(route)), method, PathOf(route)))),
        ];

    public override string ToString() => $"{Method} {Path}";

    private static Guard GuardOf(string path) => path switch
    {
        _ when Open.Contains(path) => Guard.Nothing,
        Links.Notifications => Guard.NotificationCredentials,
        _ when path.StartsWith(ManagementLinks.BasePath + "/", StringComparison.Ordinal) => Guard.OperatorsKey,
        _ => Guard.CallersKey,
    };

    private static IEnumerable<string> MethodsOf(RouteEndpoint route) =>
        route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST", "PUT", "DELETE"];

    private static string PathOf(RouteEndpoint route) =>
        "/" + Parameter().Replace(route.RoutePattern.RawText!.Trim('/'), "val_unknown");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
