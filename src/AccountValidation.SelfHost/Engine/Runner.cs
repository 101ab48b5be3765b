using System.Diagnostics.CodeAnalysis;
using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;
using AccountValidation.SelfHost.Storage;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Steps;

namespace AccountValidation.SelfHost.Engine;

/// <summary>
/// Runs the due steps: validations in parallel, one step of each at a time. When the program stops, the runner takes no
/// further validation, begins no penny drop and waits for running steps. The next start treats a penny drop cut off by
/// the drain time as uncertain.
/// </summary>
internal sealed partial class Runner(
    DueQueue queue,
    SelfHostEngine engine,
    StoreReader reader,
    StepExecutor executor,
    StateJournal journal,
    CallbackPermits permits,
    SelfHostSettings settings,
    TimeProvider timeProvider,
    IHostApplicationLifetime lifetime,
    ILogger<Runner> logger) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(5);

    private readonly RunningWork _underWay = new(timeProvider);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _underWay.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    /// <summary>Runs until the program stops, then drains.</summary>
    internal async Task RunAsync(CancellationToken stoppingToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(
            stoppingToken, lifetime.ApplicationStopping);
        await lifetime.StartedAsync(stopping.Token);
        if (!stopping.IsCancellationRequested)
        {
            LogStarted(queue.Count);
        }

        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var id = await queue.TakeAsync(stopping.Token);
                _underWay.Begin(abandoned => RunAsync(id, abandoned));
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
        }

        LogDraining(_underWay.Count, settings.DrainTime.TotalSeconds);
        await _underWay.DrainAsync(settings.DrainTime, LogAbandoned);
    }

    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "One validation's fault must not stop other validations: the runner logs it and tries again.")]
    private async Task RunAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await RunStepAsync(id, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The drain time abandoned the step. The next start continues from the stored state.
        }
        catch (Exception exception)
        {
            LogStepFailed(exception, id);
            queue.Set(id, timeProvider.GetUtcNow() + PauseAfterFault);
        }
        finally
        {
            queue.Release(id);
        }
    }

    private async Task RunStepAsync(string id, CancellationToken cancellationToken)
    {
        var found = reader.Find(id);
        using var permit = await EnterAsync(found, cancellationToken);

        // The permit may have come late: an operator may have suspended the validation meanwhile.
        if ((permit is null ? found : reader.Find(id)) is not { } validation)
        {
            queue.Postpone(id, dueAt: null);
            return;
        }

        switch (Lifecycle.Next(validation, timeProvider.GetUtcNow()))
        {
            case Step.Wait wait:
                queue.Postpone(id, wait.Until);
                break;
            case Step.Done or Step.Hold:
                queue.Postpone(id, dueAt: null);
                break;
            case var step:
                await StoreAsync(
                    id, await executor.ExecuteAsync(validation, step, journal, cancellationToken), cancellationToken);
                break;
        }
    }

    // Null for a validation whose callback needs no call. Calls to Juspay have permits of their own.
    private async Task<IDisposable?> EnterAsync(Validation? validation, CancellationToken cancellationToken) =>
        validation switch
        {
            { IsSuspended: true } => null,
            { Callback: { NextAttemptAt: not null } callback } =>
                await permits.EnterAsync(callback, cancellationToken),
            { Callback.DeadLetter: not null } => await permits.EnterDeadLettersAsync(cancellationToken),
            _ => null,
        };

    // Juspay's response is worth keeping: while the database cannot be written, the outcome waits.
    private async Task StoreAsync(string id, Outcome outcome, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await engine.ApplyAsync(id, outcome);
                return;
            }
            catch (StoreUnavailableException)
            {
                LogOutcomeHeld(id, outcome.GetType().Name);
                await Task.Delay(PauseAfterFault, timeProvider, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The engine runs; {Count} validations are unfinished")]
    private partial void LogStarted(int count);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "Stopping: {Count} steps are under way and have {Seconds} s to end")]
    private partial void LogDraining(int count, double seconds);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} steps did not end in the drain time; they go on at the next start")]
    private partial void LogAbandoned(int count);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A step of validation {ValidationId} failed inside this program; it is tried again")]
    private partial void LogStepFailed(Exception exception, string validationId);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The outcome {Outcome} of validation {ValidationId} cannot be stored yet; it is held")]
    private partial void LogOutcomeHeld(string validationId, string outcome);
}
