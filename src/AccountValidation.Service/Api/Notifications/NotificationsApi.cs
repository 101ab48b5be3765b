using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Telemetry;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Api.Notifications;

/// <summary>
/// Takes Juspay's notifications. A notification is only a hint: it brings forward the next check of the accounts that
/// it names. The check decides: the service trusts no status in a notification. A lost notification does no harm,
/// because the checks are scheduled anyway.
/// </summary>
/// <param name="engine">Finds the unsettled validations and signals them.</param>
/// <param name="budget">Bounds the lookups that a flood of notifications causes.</param>
/// <param name="metrics">Counts the notifications by result.</param>
public sealed class NotificationsApi(IValidationEngine engine, LookupBudget budget, ServiceMetrics metrics)
{
    /// <summary>The most validations that one notification signals.</summary>
    public const int MostValidations = 100;

    /// <summary><c>POST /api/juspay/notifications</c></summary>
    public async Task<IResult> TakeAsync(HttpContext context, CancellationToken cancellationToken)
    {
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

    // The response is 200 whatever became of the hint, because Juspay repeats a notification until it sees 200. A hint
    // is not worth repetitions. While the store is down, they would pile up until the store works again.
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
            return NotificationResult.Unavailable; // The engine has logged the cause.
        }
    }

    private IResult Refused(IResult problem)
    {
        metrics.Notified(NotificationResult.Refused);
        return problem;
    }
}
