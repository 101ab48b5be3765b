using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Telemetry;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Api.Notifications;

/// <summary>
/// Juspay's notifications. One is a hint and nothing more: it brings the next check of the accounts that it names
/// forward, and what the check shows decides. No status in a notification is believed, and none is lost with it: the
/// checks come anyway.
/// </summary>
/// <param name="engine">Knows the unsettled validations.</param>
/// <param name="credentials">Who may send one.</param>
/// <param name="budget">Keeps a flood of them from costing anything.</param>
/// <param name="metrics">Counts.</param>
public sealed class NotificationsApi(
    IValidationEngine engine, NotificationCredentials credentials, LookupBudget budget, ServiceMetrics metrics)
{
    /// <summary>The most validations that one notification hints at.</summary>
    public const int MostValidations = 100;

    /// <summary><c>POST /api/juspay/notifications</c></summary>
    public async Task<IResult> TakeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!credentials.AreConfigured)
        {
            return Results.Problem(statusCode: StatusCodes.Status404NotFound);
        }

        if (!credentials.Admit(context.Request))
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"notifications\", charset=\"UTF-8\"";
            return Refused(Problems.UnauthorizedNotification());
        }

        var (body, problem) = await RequestBody.ReadAnyAsync(context.Request, cancellationToken);
        if (problem is not null)
        {
            return Refused(problem);
        }

        if (AccountIdCandidates.In(body.Span) is not { } candidates)
        {
            return Refused(
                Problems.InvalidRequest(
                    new Dictionary<string, string[]> { ["body"] = ["is not valid JSON, or is nested too deep."] }));
        }

        metrics.Notified(await HintAsync(candidates, cancellationToken));
        return Results.Ok();
    }

    // 200 whatever became of the hint: Juspay sends again until it sees one, and a hint is not worth that. While the
    // store does not work, its repetitions would only wait for the moment when it works again.
    private async Task<NotificationResult> HintAsync(
        IReadOnlyCollection<string> candidates, CancellationToken cancellationToken)
    {
        if (candidates.Count == 0)
        {
            return NotificationResult.NothingFound;
        }

        if (!budget.TryTake())
        {
            return NotificationResult.Limited;
        }

        try
        {
            var found = await engine.FindUnsettledAsync(candidates, cancellationToken);
            await Task.WhenAll(
                found.Take(MostValidations).Select(id => engine.SignalAsync(id, new Signal.Hint(), cancellationToken)));
            return found.Count == 0 ? NotificationResult.NothingFound : NotificationResult.Applied;
        }
        catch (StoreUnavailableException)
        {
            return NotificationResult.Unavailable; // the engine has logged the cause
        }
    }

    private IResult Refused(IResult problem)
    {
        metrics.Notified(NotificationResult.Refused);
        return problem;
    }
}
