using AccountValidation.Service.Api;
using AccountValidation.Service.Intake;

namespace AccountValidation.SelfHost.Management;

/// <summary>
/// The query parameters that each route of the management API takes. The extension ignores unknown parameters. The
/// self-host refuses them: with a misspelt filter a purge would delete everything.
/// </summary>
internal static class ManagementNames
{
    // Every request to the extension may hold these: they choose a task hub and its storage, and the self-host has a
    // single hub.
    private static readonly string[] Common = ["taskHub", "connection"];

    /// <summary>The parameters that choose the shown parts of an instance.</summary>
    public static readonly string[] Shown =
    [
        "showInput",
        "showHistory",
        "showHistoryOutput",
        "returnInternalServerErrorOnFailure",
    ];

    /// <summary>The filters of the list.</summary>
    public static readonly string[] Filters =
    [
        "createdTimeFrom",
        "createdTimeTo",
        "runtimeStatus",
        "instanceIdPrefix",
        "top",
        .. Shown,
    ];

    /// <summary>The filters of a purge.</summary>
    public static readonly string[] PurgeFilters =
    [
        "createdTimeFrom",
        "createdTimeTo",
        "runtimeStatus",
        InstancePurge.DryRun,
    ];

    /// <summary>Lets a route take these query parameters and the common parameters only.</summary>
    public static RouteHandlerBuilder TakesOnly(
        this RouteHandlerBuilder route, params IReadOnlyCollection<string> names)
    {
        string[] known = [.. names, .. Common];
        return route.AddEndpointFilter(
            (context, next) =>
                QueryNames.FaultsOf(context.HttpContext.Request.Query, known) is { IsEmpty: false } errors
                    ? ValueTask.FromResult<object?>(JsonAnswer.Error(StatusCodes.Status400BadRequest, TextOf(errors)))
                    : next(context));
    }

    private static string TextOf(FieldErrors errors) =>
        string.Join(' ', errors.ToDictionary().Select(error => $"'{error.Key}' {string.Join(' ', error.Value)}"))
        + " Nothing was done.";
}
