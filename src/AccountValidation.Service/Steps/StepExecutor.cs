using System.Text;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Juspay;
using AccountValidation.Service.Telemetry;

namespace AccountValidation.Service.Steps;

/// <summary>
/// Performs one step and says what became of it. It never throws for what the outside world does: only when the caller
/// cancels, or when the journal fails.
/// </summary>
/// <param name="juspay">Calls Juspay.</param>
/// <param name="gate">Limits the calls.</param>
/// <param name="sender">Delivers callbacks.</param>
/// <param name="deadLetters">Where undelivered callbacks go.</param>
/// <param name="callbacks">How callers are called back.</param>
/// <param name="monitor">Is told of every reply.</param>
/// <param name="timeProvider">The clock.</param>
public sealed class StepExecutor(
    JuspayClient juspay,
    JuspayGate gate,
    CallbackSender sender,
    IDeadLetters deadLetters,
    CallbackSettings callbacks,
    JuspayMonitor monitor,
    TimeProvider timeProvider)
{
    /// <summary>Performs a step.</summary>
    /// <param name="validation">The validation whose step it is.</param>
    /// <param name="step">A step that does something: not a wait, not the end.</param>
    /// <param name="journal">Where money steps are made durable.</param>
    /// <param name="cancellationToken">Abandons the step. A penny drop that was sent stays uncertain then.</param>
    public Task<Outcome> ExecuteAsync(Validation validation, Step step, IMoneyJournal journal, CancellationToken cancellationToken) => step switch
    {
        Step.CheckAccount => CheckAccountAsync(validation, cancellationToken),
        Step.ValidateAccount money => ValidateAccountAsync(validation, money.Attempt, journal, cancellationToken),
        Step.DeliverCallback delivery => DeliverCallbackAsync(validation, delivery.Round, cancellationToken),
        Step.DeadLetterCallback letter => DeadLetterCallbackAsync(validation, letter.Round, cancellationToken),
        _ => throw new ArgumentException($"{step.GetType().Name} is not a step that can be executed.", nameof(step)),
    };

    private async Task<Outcome> CheckAccountAsync(Validation validation, CancellationToken cancellationToken)
    {
        var startedAt = timeProvider.GetUtcNow(); // a circuit that is open never lets the call begin
        var reply = await gate.RunAsync(
            async token =>
            {
                startedAt = timeProvider.GetUtcNow();
                return await juspay.GetAccountAsync(validation.Request, token);
            },
            cancellationToken);
        monitor.Report(validation, "check", reply);
        return new Outcome.Looked(startedAt, reply);
    }

    private async Task<Outcome> ValidateAccountAsync(Validation validation, int attempt, IMoneyJournal journal, CancellationToken cancellationToken)
    {
        if (await journal.FindAsync(validation, attempt, cancellationToken) is { } earlier)
        {
            return new Outcome.Validated(earlier.IntentAt, earlier.Reply ?? new JuspayReply.Unclear(ReplyCauses.Interrupted), earlier.Baseline);
        }

        // Permits first, then the intent, then the penny: nothing waits between intent and penny.
        DateTimeOffset? intentAt = null;
        var overtaken = false;
        var reply = await gate.RunAsync(
            async token =>
            {
                intentAt = await journal.BeginAsync(validation, attempt, token);
                overtaken = intentAt is null;
                return intentAt is { } at
                    ? await juspay.ValidateAccountAsync(validation.Request, at + validation.Terms.JuspayTimeout, token)
                    : new JuspayReply.NotAccepted(ReplyCauses.SendTimeOver);
            },
            cancellationToken);
        if (overtaken)
        {
            return new Outcome.Overtaken();
        }

        if (intentAt is not null)
        {
            await journal.CompleteAsync(validation, attempt, reply, cancellationToken);
        }

        monitor.Report(validation, "validate", reply);
        return new Outcome.Validated(intentAt, reply);
    }

    private async Task<Outcome> DeliverCallbackAsync(Validation validation, int round, CancellationToken cancellationToken)
    {
        if (validation.Callback is not { Body: { } body } callback)
        {
            throw new InvalidOperationException($"Validation {validation.Id} has no callback to deliver.");
        }

        var payload = new CallbackPayload(new Uri(callback.Url), callback.MessageId, Encoding.UTF8.GetBytes(body));
        var answer = await sender.SendAsync(payload.Sign(callbacks.Secrets, timeProvider.GetUtcNow()), cancellationToken);
        monitor.ReportDelivery(validation, answer);
        return new Outcome.CallbackAttempted(round, answer);
    }

    private async Task<Outcome> DeadLetterCallbackAsync(Validation validation, int round, CancellationToken cancellationToken) =>
        new Outcome.DeadLettered(round, await deadLetters.SendAsync(validation, cancellationToken));
}
