using System.Globalization;
using System.Text.Json;
using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Views;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Intake;
using AccountValidation.Service.Management;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Api;

/// <summary>The routes of <c>/api/validations</c>, for both hosts.</summary>
/// <param name="engine">Stores and signals validations.</param>
/// <param name="reader">Reads start requests.</param>
/// <param name="starter">Fills in defaults and starts validations.</param>
/// <param name="management">The address of the management API, for links.</param>
/// <param name="timeProvider">Gives the time from which <c>Retry-After</c> counts.</param>
public sealed class ValidationsApi(
    IValidationEngine engine,
    StartRequestReader reader,
    Starter starter,
    ManagementAddress management,
    TimeProvider timeProvider)
{
    private const string RetryWhenFull = "30"; // seconds

    /// <summary><c>POST /api/validations</c></summary>
    public async Task<IResult> StartAsync(HttpContext context, Viewer viewer, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync(context.Request, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var errors = new FieldErrors();
        var key = RequestHeaders.ReadIdempotencyKey(context.Request.Headers, errors);
        if (reader.Read(body, errors) is not { } request)
        {
            return Problems.InvalidRequest(errors.ToDictionary());
        }

        var claim = key is null ? null : new IdempotencyClaim(viewer.Name, key, request.Fingerprint());
        return await starter.StartAsync(request, claim, viewer.Name, cancellationToken) switch
        {
            StartResult.Started started => await AnswerStartAsync(
                context, started.Validation, isReplay: false, cancellationToken),
            StartResult.Replayed replayed => await AnswerStartAsync(
                context, replayed.Validation, isReplay: true, cancellationToken),
            StartResult.KeyReused reused => Problems.KeyReused(reused.ValidationId),
            StartResult.Purged purged => Problems.Purged(purged.ValidationId),
            StartResult.AccountBusy busy => await FindAsync(busy.ValidationId, viewer, cancellationToken) is not null
                ? Problems.AccountBusy(busy.ValidationId, Links.ToValidation(context.Request, busy.ValidationId))
                : Problems.AccountBusyElsewhere(),
            StartResult.RoutingIdInUse other => viewer.SeesAll
                ? Problems.RoutingIdInUse(other.RoutingId)
                : Problems.OtherRoutingIdInUse(),
            StartResult.TooManyUnsettled => AnswerTooManyUnsettled(context),
            var unknown => throw new InvalidOperationException($"Start result {unknown.GetType().Name} has no answer."),
        };
    }

    /// <summary><c>GET /api/validations/{id}</c></summary>
    public async Task<IResult> GetAsync(string id, Viewer viewer, CancellationToken cancellationToken) =>
        await FindAsync(id, viewer, cancellationToken) is { } validation
            ? Answer(validation, StatusCodes.Status200OK)
            : Problems.UnknownValidation(id);

    /// <summary><c>GET /api/validations</c></summary>
    public async Task<IResult> ListAsync(
        IQueryCollection query, Viewer viewer, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var filter = ListQuery.Read(query, errors) with { Caller = viewer.SeesAll ? null : viewer.Name };
        foreach (var name in engine.FiltersWithoutIndex.Where(query.ContainsKey))
        {
            errors.Add(name, "is no filter of this host: its store has no index for it.");
        }

        if (!errors.IsEmpty)
        {
            return Problems.InvalidRequest(errors.ToDictionary());
        }

        var (found, continueAfter) = await engine.ListAsync(filter, cancellationToken);
        return Results.Json(
            new ValidationPage(
                [.. found.Select(Projection.ItemOf)],
                continueAfter is null ? null : ListQuery.TokenAfter(continueAfter)),
            ApiJson.Default.ValidationPage);
    }

    /// <summary><c>GET /api/validations/summary</c></summary>
    public async Task<IResult> SummarizeAsync(Viewer viewer, CancellationToken cancellationToken) =>
        viewer.SeesAll
            ? Results.Json(
                SummaryView.Of(await engine.SummarizeAsync(cancellationToken), timeProvider.GetUtcNow()),
                ApiJson.Default.SummaryView)
            : Problems.SeesOwnOnly();

    /// <summary>
    /// <c>POST /api/validations/{id}/cancel</c>: 200 when the validation is cancelled. The account keeps an open penny
    /// drop.
    /// </summary>
    public async Task<IResult> CancelAsync(
        HttpContext context, string id, Viewer viewer, CancellationToken cancellationToken) =>
        await SignalAsync(id, new Signal.Cancel(), viewer, cancellationToken) switch
        {
            null => Problems.UnknownValidation(id),
            { Before: { IsSettled: true, Status: not ValidationStatus.Cancelled } settled } => Problems.AlreadySettled(
                settled),
            { After: var validation } => AnswerAccepted(context, validation),
        };

    /// <summary><c>POST /api/validations/{id}/check</c>: requests a check now.</summary>
    public async Task<IResult> CheckAsync(
        HttpContext context, string id, Viewer viewer, CancellationToken cancellationToken) =>
        await SignalAsync(id, new Signal.Check(), viewer, cancellationToken) switch
        {
            null => Problems.UnknownValidation(id),
            { Before: { IsSettled: true } settled } => Problems.AlreadySettled(settled),
            { After: var validation } => AnswerAccepted(context, validation),
        };

    /// <summary><c>POST /api/validations/{id}/callback/redeliver</c>: restarts the whole callback schedule.</summary>
    public async Task<IResult> RedeliverAsync(
        HttpContext context, string id, Viewer viewer, CancellationToken cancellationToken) =>
        await SignalAsync(id, new Signal.Redeliver(), viewer, cancellationToken) switch
        {
            null => Problems.UnknownValidation(id),
            { Before.IsSettled: false } => Problems.NotSettled(id),
            { Before.Callback: null } => Problems.NoCallback(id),
            { After: var validation } => Accepted(context, validation),
        };

    // Another caller's validation is as unknown as none.
    private async Task<Validation?> FindAsync(string id, Viewer viewer, CancellationToken cancellationToken) =>
        await engine.FindAsync(id, cancellationToken) is { } validation && viewer.Sees(validation) ? validation : null;

    private async Task<ValidationChange?> SignalAsync(
        string id, Signal.OfContract signal, Viewer viewer, CancellationToken cancellationToken) =>
        viewer.SeesAll || await FindAsync(id, viewer, cancellationToken) is not null
            ? await engine.SignalAsync(id, signal, cancellationToken)
            : null;

    private async Task<IResult> AnswerStartAsync(
        HttpContext context, Validation validation, bool isReplay, CancellationToken cancellationToken)
    {
        if (isReplay)
        {
            context.Response.Headers["Idempotent-Replayed"] = "true";
        }

        if (RequestHeaders.ReadWait(context.Request.Headers) is { } wait)
        {
            context.Response.Headers["Preference-Applied"] = string.Create(
                CultureInfo.InvariantCulture,
                $"wait={wait.TotalSeconds}");
            validation = await engine.WaitUntilSettledAsync(validation.Id, wait, cancellationToken) ?? validation;
        }

        return validation.IsSettled ? AnswerAccepted(context, validation) : AnswerStarted(context, validation);
    }

    private static IResult AnswerTooManyUnsettled(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryWhenFull;
        return Problems.TooManyUnsettled();
    }

    // Durable Functions, too, responds to a start with links to the running instance.
    private IResult AnswerStarted(HttpContext context, Validation validation)
    {
        var body = JsonSerializer
            .SerializeToNode(Projection.Of(validation), ContractJson.Default.ValidationView)!
            .AsObject();
        ManagementLinks.AddTo(body, management(context.Request), validation.Id);
        SetAcceptedHeaders(context, validation);
        return Results.Json(body, ApiJson.Default.JsonObject, statusCode: StatusCodes.Status202Accepted);
    }

    private IResult AnswerAccepted(HttpContext context, Validation validation)
    {
        if (!validation.IsSettled)
        {
            return Accepted(context, validation);
        }

        context.Response.Headers.Location = Links.ToValidation(context.Request, validation.Id);
        return Answer(validation, StatusCodes.Status200OK);
    }

    private IResult Accepted(HttpContext context, Validation validation)
    {
        SetAcceptedHeaders(context, validation);
        return Answer(validation, StatusCodes.Status202Accepted);
    }

    private void SetAcceptedHeaders(HttpContext context, Validation validation)
    {
        const int LongestRetryAfter = 600;
        var next = validation.IsSettled ? validation.NextAttemptAt : Lifecycle.NextCheckAt(validation);
        var seconds = validation.IsSuspended
            ? LongestRetryAfter
            : Math.Ceiling(((next ?? timeProvider.GetUtcNow()) - timeProvider.GetUtcNow()).TotalSeconds);
        context.Response.Headers.Location = Links.ToValidation(context.Request, validation.Id);
        context.Response.Headers.RetryAfter = Math.Clamp(seconds, 1, LongestRetryAfter)
            .ToString(CultureInfo.InvariantCulture);
    }

    private static IResult Answer(Validation validation, int status) =>
        Results.Json(Projection.Of(validation), ContractJson.Default.ValidationView, statusCode: status);
}
