using AccountValidation.Service.Api;
using AccountValidation.Service.Intake;

namespace AccountValidation.SelfHost.Management;

/// <summary>
/// The query parameters that each route of the management API takes. The extension ignores others; here they are
/// refused, since a filter that is misspelt would purge everything.
/// </summary>
internal static class ManagementNames
{
    // Of every request to the extension: they choose a task hub and its storage, of which there is one here.
    private static readonly string[] Common = ["taskHub", "connection"];

    /// <summary>What is shown of an instance.</summary>
    public static readonly string[] Shown =
    [
        "showInput",
        "showHistory",
        "showHistoryOutput",
        "returnInternalServerErrorOnFailure",
    ];

    /// <summary>Which instances are listed.</summary>
    public static readonly string[] Filters =
    [
        "createdTimeFrom",
        "createdTimeTo",
        "runtimeStatus",
        "instanceIdPrefix",
        "top",
        .. Shown,
    ];

    /// <summary>Which instances are purged.</summary>
    public static readonly string[] PurgeFilters =
    [
        "createdTimeFrom",
        "createdTimeTo",
        "runtimeStatus",
        InstancePurge.DryRun,
    ];

    /// <summary>Lets a route take these query parameters, and those of every request.</summary>
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
