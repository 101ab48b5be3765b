using System.Text;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Http;
using AccountValidation.Service.Juspay;
using AccountValidation.Service.Telemetry;

namespace AccountValidation.Service.Steps;

/// <summary>
/// Performs a step and returns its outcome. The executor throws when the caller cancels or the journal fails, but never
/// because of the outside world.
/// </summary>
/// <param name="juspay">Calls Juspay.</param>
/// <param name="gate">Limits the calls to Juspay.</param>
/// <param name="sender">Delivers callbacks.</param>
/// <param name="deadLetters">Takes undelivered callbacks.</param>
/// <param name="secrets">Sign the callbacks.</param>
/// <param name="monitor">Counts and logs every reply.</param>
/// <param name="timeProvider">Gives the start of a check and measures its age.</param>
/// <param name="wallClock">Gives the timestamp of a callback, and the age of a check.</param>
public sealed class StepExecutor(
    JuspayClient juspay,
    JuspayGate gate,
    CallbackSender sender,
    IDeadLetters deadLetters,
    SigningSecrets secrets,
    JuspayMonitor monitor,
    TimeProvider timeProvider,
    WallClock wallClock)
{
    /// <summary>Performs a step to its end.</summary>
    /// <param name="validation">The step's validation.</param>
    /// <param name="step">A check, a penny drop, a callback's delivery or its handover to the dead letters.</param>
    /// <param name="journal">Makes the intent of a penny drop durable.</param>
    /// <param name="cancellationToken">Abandons the step. A sent penny drop then stays uncertain.</param>
    public Task<Outcome> ExecuteAsync(
        Validation validation, Step step, IMoneyJournal journal, CancellationToken cancellationToken) =>
        step switch
        {
            Step.Check => CheckAsync(validation, cancellationToken),
            Step.DropPenny drop => DropPennyAsync(validation, drop.Attempt, journal, cancellationToken),
            Step.DeliverCallback delivery => DeliverCallbackAsync(validation, delivery.Round, cancellationToken),
            Step.DeadLetterCallback letter => DeadLetterCallbackAsync(validation, letter.Round, cancellationToken),
            _ => throw new ArgumentException(
                $"{step.GetType().Name} is not a step that can be executed.",
                nameof(step)),
        };

    private async Task<Outcome> CheckAsync(Validation validation, CancellationToken cancellationToken)
    {
        if (WhyHeld(validation) is { } held)
        {
            return held;
        }

        using var permit = await gate.EnterAsync(calls: 1, validation.IsBulk, cancellationToken);
        return await CheckAsync(validation, permit, cancellationToken);
    }

    private async Task<Outcome.Checked> CheckAsync(
        Validation validation, CallPermit permit, CancellationToken cancellationToken)
    {
        var startedAt = timeProvider.GetUtcNow();
        var reply = await gate.CallAsync(
            token =>
            {
                permit.Use();
                return monitor.ObserveAsync(
                    validation,
                    "check",
                    juspay.Host,
                    () => juspay.GetAccountAsync(OtherCustomers.RequestFor(validation), token));
            },
            cancellationToken);
        monitor.Report(validation, "check", reply);
        return new(startedAt, reply, juspay.Identity);
    }

    // An open penny drop belongs to one Juspay and one spelling of the account id. A check elsewhere, or with another
    // spelling, proves nothing about that penny drop.
    private Outcome.Checked? WhyHeld(Validation validation)
    {
        var cause = validation.Drop switch
        {
            { } drop when !JuspayIdentity.MayBeSame(drop.Juspay, juspay.Identity) => ReplyCauses.OtherJuspay,
            { } drop when drop.CustomerAccountId != validation.Request.CustomerAccountId => ReplyCauses.OtherAccountId,
            _ => null,
        };
        if (cause is null)
        {
            return null;
        }

        var reply = new JuspayReply.Unclear(cause);
        monitor.ReportHeld(validation, cause);
        return new(timeProvider.GetUtcNow(), reply, juspay.Identity);
    }

    private async Task<Outcome> DropPennyAsync(
        Validation validation, int attempt, IMoneyJournal journal, CancellationToken cancellationToken)
    {
        if (await journal.FindAsync(validation, attempt, cancellationToken) is { } earlier)
        {
            var reply = earlier.Reply ?? new JuspayReply.Unclear(ReplyCauses.Interrupted);
            return new Outcome.PennyDropEnded(earlier.IntentAt, reply, earlier.Baseline, Juspay: earlier.Juspay);
        }

        if (WhyHeld(validation) is { } held)
        {
            return held;
        }

        // One permit covers both calls, so that the check does not grow old in a queue.
        using var permit = await gate.EnterAsync(calls: 2, validation.IsBulk, cancellationToken);
        // The age counts from before the check. Its response may have waited here, unread, while the process stood
        // still.
        var age = CheckAge.FromNow(timeProvider, wallClock);
        var check = await CheckAsync(validation, permit, cancellationToken);
        return check.Reply is JuspayReply.Answered
            ? await DropPennyAsync(validation, attempt, journal, permit, check, age, cancellationToken)
            : check;
    }

    private async Task<Outcome> DropPennyAsync(
        Validation validation,
        int attempt,
        IMoneyJournal journal,
        CallPermit permit,
        Outcome.Checked check,
        CheckAge age,
        CancellationToken cancellationToken)
    {
        BeginResult? begun = null;
        var reply = await gate.CallAsync(
            async token =>
            {
                begun = await journal.BeginAsync(validation, attempt, check, token);
                if (begun is not BeginResult.Begun)
                {
                    return check.Reply;
                }

                return await monitor.ObserveAsync(validation, "validate", juspay.Host, async () =>
                {
                    // Only this place decides whether the POST may still leave: the check must be fresh at that very
                    // moment.
                    permit.Use();
                    return await juspay.DropPennyAsync(
                        validation.Request, mayLeave: () => age.IsWithin(validation.Terms.JuspayTimeout), token);
                });
            },
            cancellationToken);
        switch (begun)
        {
            case BeginResult.NotNow:
                return check;
            case BeginResult.AccountLocked:
                return new Outcome.PennyDropEnded(
                    IntentAt: null, new JuspayReply.NotAccepted(ReplyCauses.AccountLocked), Check: check);
            case BeginResult.Begun:
                await journal.CompleteAsync(validation, attempt, reply, cancellationToken);
                break;
        }

        monitor.Report(validation, "validate", reply);
        var intent = begun as BeginResult.Begun;
        return new Outcome.PennyDropEnded(intent?.At, reply, intent?.Baseline, check, juspay.Identity);
    }

    private async Task<Outcome> DeliverCallbackAsync(
        Validation validation, int round, CancellationToken cancellationToken)
    {
        if (validation.Callback is not { Body: { } body } callback)
        {
            throw new InvalidOperationException($"Validation {validation.Id} has no callback to deliver.");
        }

        var payload = new CallbackPayload(
            CallbackUrl.Of(callback.Url), callback.MessageId, Encoding.UTF8.GetBytes(body));
        using var span = Spans.Begin(Spans.DeliverCallback, validation, payload.Url.Host);
        var began = timeProvider.GetTimestamp();
        var answer = await sender.SendAsync(payload.Sign(secrets.Now, wallClock.Now), cancellationToken);
        span?.SetTag("http.response.status_code", answer.HttpStatus);
        if (!answer.IsDelivered)
        {
            span.Fail(answer.Error ?? "http_status");
        }

        monitor.ReportDelivery(validation, payload.Url.Host, answer, timeProvider.GetElapsedTime(began));
        return new Outcome.CallbackAttempted(round, answer);
    }

    private async Task<Outcome> DeadLetterCallbackAsync(
        Validation validation,
        int round,
        CancellationToken cancellationToken
    ) => new Outcome.DeadLettered(round, await deadLetters.SendAsync(validation, cancellationToken));
}
