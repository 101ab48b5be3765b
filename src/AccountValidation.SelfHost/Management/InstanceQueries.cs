using System.Text.Json.Nodes;
using AccountValidation.SelfHost.Storage;
using AccountValidation.Service.Api;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Http;

namespace AccountValidation.SelfHost.Management;

/// <summary>Shows instances.</summary>
/// <param name="engine">Finds a single instance.</param>
/// <param name="reader">Reads pages of instances.</param>
internal sealed class InstanceQueries(IValidationEngine engine, StoreReader reader)
{
    /// <summary>The header with the token of the next page.</summary>
    public const string TokenHeader = "x-ms-continuation-token";

    /// <summary>The default size of a page.</summary>
    public const int DefaultTop = 100;

    /// <summary>The largest size of a page.</summary>
    public const int MaxTop = 1000;

    private const string RetryAfterSeconds = "5";

    /// <summary>
    /// <c>GET instances/{id}</c>: 202 while the instance is unfinished, with the address and the delay of the next
    /// request; 200 afterwards.
    /// </summary>
    public async Task<IResult> GetAsync(HttpContext context, string id, CancellationToken cancellationToken)
    {
        if (await engine.FindAsync(id, cancellationToken) is not { } validation)
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        var query = context.Request.Query;
        var showInput = query.Flag("showInput", otherwise: true);
        var body = InstanceView.Of(validation, showInput);
        if (query.Flag("showHistory", otherwise: false))
        {
            body["historyEvents"] = InstanceHistory.Of(
                validation, showInput, query.Flag("showHistoryOutput", otherwise: false));
        }

        if (validation.IsFinished)
        {
            return new JsonAnswer(body, StatusCodes.Status200OK);
        }

        context.Response.Headers.Location = AddressOf(context.Request);
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return new JsonAnswer(body, StatusCodes.Status202Accepted);
    }

    /// <summary>
    /// <c>GET instances</c>: a page in the order of the ids. A page may be short or empty, even though more pages
    /// follow.
    /// </summary>
    public IResult List(HttpContext context)
    {
        var query = context.Request.Query;
        if (!InstanceToken.TryRead(context.Request.Headers[TokenHeader].FirstOrDefault(), out var after))
        {
            return JsonAnswer.Error(
                StatusCodes.Status400BadRequest,
                "One or more of the arguments submitted is incorrect");
        }

        var wanted = query.Statuses("runtimeStatus");
        var filter = new InstanceFilter
        {
            IdPrefix = query.Text("instanceIdPrefix"),
            CreatedFrom = query.Instant("createdTimeFrom"),
            CreatedTo = query.Instant("createdTimeTo"),
            OnlyUnfinished = wanted?.All(IsUnfinished) ?? false,
            After = after,
        };
        var top = query.Whole("top") is { } number and > 0 ? Math.Min(number, MaxTop) : DefaultTop;
        var page = reader.ListInstances(
            filter, validation => wanted is null || wanted.Contains(RuntimeStatuses.Of(validation)), top);
        if (page.ContinueAfter is { } last)
        {
            context.Response.Headers[TokenHeader] = InstanceToken.After(last);
        }

        var showInput = query.Flag("showInput", otherwise: true);
        return new JsonAnswer(
            new JsonArray([.. page.Found.Select(validation => InstanceView.Of(validation, showInput))]),
            StatusCodes.Status200OK);
    }

    // The request's own address without the management key that the request may hold: no link contains a key.
    private static string AddressOf(HttpRequest request) =>
        RequestAddress.Of(
            request,
            request.Path,
            QueryString.Create(
                request.Query.Where(parameter =>
                    !parameter.Key.Equals(KeyRing.ParameterName, StringComparison.OrdinalIgnoreCase))));

    private static bool IsUnfinished(RuntimeStatus status) =>
        status is RuntimeStatus.Running or RuntimeStatus.Suspended;
}
