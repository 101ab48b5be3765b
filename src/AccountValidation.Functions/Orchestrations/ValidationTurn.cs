using System.Text.Json;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Management;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Functions.Orchestrations;

/// <summary>
/// A turn of an orchestration. The framework runs the turn again from its beginning after every event, so every run
/// must be the same. The rules of the core run only at its end: no later event makes the framework run them again.
/// </summary>
internal sealed partial class ValidationTurn
{
    // A timer of Azure Storage is a message that is invisible for whole seconds, rounded down. It would fire up to a
    // second early, and the turn would wait for the rest again and again.
    private static readonly TimeSpan TimerResolution = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseWhenOvertaken = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPauseAfterFault = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPauseWhenBusy = TimeSpan.FromSeconds(40);

    private readonly TaskOrchestrationContext _context;
    private readonly ILogger _logger;
    private readonly SignalWaiters _signals;
    private Turn _turn;
    private Validation _validation;

    /// <summary>Begins a turn and shows the validation's status.</summary>
    public ValidationTurn(TaskOrchestrationContext context, Turn turn, Validation validation, ILogger logger)
    {
        (_context, _turn, _validation, _logger, _signals) = (context, turn, validation, logger, new(context));
        ShowStatus();
    }

    /// <summary>True when another instance has taken over.</summary>
    public bool IsOver { get; private set; }

    private DateTimeOffset Now => new(_context.CurrentUtcDateTime, TimeSpan.Zero);

    /// <summary>Performs the decided step, and then decides the next step.</summary>
    /// <returns>The output that the management API shows; null when another turn follows.</returns>
    public async Task<JsonElement?> RunAsync(DecidedStep decided)
    {
        if (decided.Activity is not { } activity)
        {
            await WaitAsync();
        }
        else if (!await TryPerformAsync(NextAction.Activity.Of(activity, decided.Number)))
        {
            return null; // the turn has ended, and a later turn tries again
        }

        TakeSignals();
        return End();
    }

    /// <summary>
    /// Waits until the turn's time, or until a signal comes. A timer that is no longer needed is cancelled: otherwise
    /// it would keep the instance running.
    /// </summary>
    public async Task WaitAsync()
    {
        if (_turn.WaitUntil is not { } until || until <= Now)
        {
            return;
        }

        using var signalled = new CancellationTokenSource();
        var timer = _context.CreateTimer(until.UtcDateTime + TimerResolution, signalled.Token);
        await Task.WhenAny(timer, _signals.AnyAsync());
        if (!timer.IsCompleted)
        {
#pragma warning disable CA1849 // CancelAsync would wait for the thread pool, which ends the replay of an orchestrator
            signalled.Cancel();
#pragma warning restore CA1849
        }
    }

    /// <summary>Applies every signal that has come.</summary>
    public void TakeSignals()
    {
        while (_signals.TryTake() is { } signal)
        {
            _validation = Lifecycle.Apply(_validation, signal, Now);
        }
    }

    /// <summary>The next action by the core's rules.</summary>
    public NextAction Next() => NextAction.Of(_validation, _turn.IsRecorded, Now);

    /// <summary>
    /// Performs a step. False when the step failed inside this program or its storage, or was no longer due. Then the
    /// turn has ended, and a later turn continues.
    /// </summary>
    public async Task<bool> TryPerformAsync(NextAction.Activity activity)
    {
        try
        {
            var request = StepRequest.Of(_turn, _validation, activity, Now);
            var report = await _context.CallActivityAsync<StepReport>(activity.Name, request);
            if (report.IsBusy)
            {
                return report.ComeAgainAfter is { } absence
                    ? EndUntil(Now + absence)
                    : EndAndRest(LongestPauseWhenBusy); // nothing failed, so nothing is logged
            }

            Take(report);
            return !EndsWhenOvertaken(report);
        }
        catch (TaskFailedException exception)
        {
            return EndAfterFault(activity.Name, exception.FailureDetails.ErrorType);
        }
        catch (StateFormatException) // an activity of a newer version ran while both versions are deployed
        {
            return EndAfterFault(activity.Name, nameof(StateFormatException));
        }
    }

    /// <summary>Ends the turn with the next decision; ends the instance when nothing is left to do.</summary>
    /// <returns>The output that the management API shows. Null when another turn follows, or when the validation has
    /// not settled.</returns>
    public JsonElement? End()
    {
        if (!IsOver && Next() is not NextAction.Done and var next)
        {
            Continue(next);
            return null;
        }

        return _validation.Stage is Stage.Settled settled
            ? JsonSerializer.SerializeToElement(
                InstanceOutput.Of(_validation.Status, settled), InstanceJson.Default.InstanceOutput)
            : null;
    }

    // The next turn begins with this state, an empty history and the events that nobody has taken.
    private void Continue(NextAction next) =>
        _context.ContinueAsNew(
            (_turn with { State = StateElement.Of(_validation) }).Deciding(next).ToJson(),
            preserveUnprocessedEvents: true);

    // Clocks may differ. Pause before retrying, to avoid a tight loop.
    private bool EndsWhenOvertaken(StepReport report)
    {
        if (report.ReadOutcome() is not Outcome.Overtaken)
        {
            return false;
        }

        EndUntil(Now + PauseWhenOvertaken);
        return true;
    }

    private bool EndAfterFault(string activity, string errorType)
    {
        LogFailed(activity, _turn.ValidationId, _turn.Failures + 1, errorType);
        return EndAndRest(LongestPauseAfterFault);
    }

    // Each vain try makes the next rest a little longer, so that many instances do not keep the workers busy.
    private bool EndAndRest(TimeSpan atMost)
    {
        _turn = _turn with { Failures = _turn.Failures + 1 };
        return EndUntil(Now + PauseAfter(_turn.Failures, atMost));
    }

    private bool EndUntil(DateTimeOffset time)
    {
        TakeSignals();
        Continue(new NextAction.Wait(time));
        return false;
    }

    private void Take(StepReport report)
    {
        if (report.ReadOutcome() is { } outcome)
        {
            _validation = Lifecycle.Apply(_validation, outcome, Now);
        }
        else if (report.State is { ValueKind: JsonValueKind.Object } state)
        {
            _validation = StateElement.Read(state);
            _turn = _turn with { IsRecorded = true };
        }

        IsOver = report.IsOver;
        _turn = _turn with { Failures = 0 };
        ShowStatus();
    }

    // The status stays far below its limit of 16 KB: none of its fields grows.
    private void ShowStatus() =>
        _context.SetCustomStatus(
            JsonSerializer.SerializeToElement(
                InstanceCustomStatus.Of(_validation), InstanceJson.Default.InstanceCustomStatus));

    private static TimeSpan PauseAfter(int failures, TimeSpan atMost) =>
        TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << Math.Min(failures - 1, 10), atMost.Ticks));

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Activity} of validation {ValidationId} failed, {Count} times in a row: {ErrorType}. The "
            + "orchestration retries the step.")]
    private partial void LogFailed(string activity, string validationId, int count, string errorType);
}
