using System.Diagnostics.CodeAnalysis;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Intake;
using AccountValidation.Service.Queues;
using AccountValidation.Service.Telemetry;

namespace AccountValidation.SelfHost.Intake;

/// <summary>
/// Works on one message of the intake queue. The worker then deletes the message, moves it to the poison queue, or
/// leaves it for another delivery. While nothing can be stored, or too many validations are unsettled, the worker holds
/// the message.
/// </summary>
internal sealed partial class IntakeWorker(
    StorageQueues queues,
    IntakeHandler handler,
    PoisonedMessages poison,
    QueueSettings settings,
    ServiceMetrics metrics,
    TimeProvider timeProvider,
    ILogger<IntakeWorker> logger)
{
    private static readonly TimeSpan PauseWhileHeld = TimeSpan.FromSeconds(5);

    private int _held;

    /// <summary>
    /// True while the worker holds messages because nothing can be started: the service must not take more.
    /// </summary>
    public bool IsHolding => Volatile.Read(ref _held) > 0;

    /// <summary>Works on a message.</summary>
    /// <param name="message">A message that was just received.</param>
    /// <param name="cancellationToken">Abandons the work: the queue delivers the message again after its visibility
    /// time-out.</param>
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "One message's fault must not stop other messages: the worker logs it, and retries.")]
    public async Task WorkAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await using var lease = MessageLease.Begin(
                queues.Intake, message, settings.VisibilityTimeout, timeProvider, cancellationToken);
            if (await IsDoneAsync(message, lease, cancellationToken) && await lease.EndAsync() is { } receipt)
            {
                // If the delete fails, the queue delivers the message again, and the start is a replay.
                await queues.Intake.DeleteAsync(message.Id, receipt, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The drain time abandoned the work.
        }
        catch (Exception exception)
        {
            LogFailed(exception, message.Id, message.DequeueCount);
        }
    }

    private async Task<bool> IsDoneAsync(QueuedMessage message, MessageLease lease, CancellationToken cancellationToken)
    {
        if (message.DequeueCount > settings.MaxDequeueCount)
        {
            metrics.IntakeEnded("exhausted");
            LogExhausted(message.Id, settings.MaxDequeueCount);
            return await poison.AddAsync(message.Id, message.Body, cancellationToken);
        }

        return await HandleAsync(message, lease, cancellationToken) is { } outcome
            && await poison.FinishAsync(message.Id, message.Body, outcome, cancellationToken);
    }

    // Returns null when the worker held the message for too long, so that another receiver has it.
    private async Task<IntakeOutcome?> HandleAsync(
        QueuedMessage message, MessageLease lease, CancellationToken cancellationToken)
    {
        if (await TryHandleAsync(message, cancellationToken) is { } outcome)
        {
            return outcome;
        }

        if (Interlocked.Increment(ref _held) == 1)
        {
            LogHolding();
        }

        try
        {
            while (!lease.IsLost)
            {
                await Task.Delay(PauseWhileHeld, timeProvider, cancellationToken);
                if (await TryHandleAsync(message, cancellationToken) is { } late)
                {
                    return late;
                }
            }

            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _held);
        }
    }

    private async Task<IntakeOutcome?> TryHandleAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await handler.HandleAsync(message.Id, message.Body.ToMemory(), cancellationToken);
            return outcome is IntakeOutcome.NotYet ? null : outcome;
        }
        catch (StoreUnavailableException)
        {
            return null; // The engine has logged the cause.
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Nothing can be stored, or too many validations have not settled: messages of the intake queue are "
            + "held, and no further ones are taken")]
    private partial void LogHolding();

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} was tried {Count} times and never done")]
    private partial void LogExhausted(string messageId, int count);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Message {MessageId} failed inside this program at delivery {Count}; it is delivered again")]
    private partial void LogFailed(Exception exception, string messageId, long count);
}
