using System.Diagnostics.CodeAnalysis;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Intake;
using AccountValidation.Service.Queues;
using AccountValidation.Service.Telemetry;

namespace AccountValidation.SelfHost.Intake;

/// <summary>
/// Works on one message of the intake queue to its end: done and deleted, moved to the poison queue, or left to be
/// delivered again. While nothing can be stored, or too many validations have not settled, the message is held.
/// </summary>
internal sealed partial class IntakeWorker(
    StorageQueues queues,
    IntakeHandler handler,
    QueueSettings settings,
    ServiceMetrics metrics,
    TimeProvider timeProvider,
    ILogger<IntakeWorker> logger)
{
    private static readonly TimeSpan PauseWhileHeld = TimeSpan.FromSeconds(5);

    private int _held;

    /// <summary>True while messages are held because nothing can be started: no further ones should be taken.</summary>
    public bool IsHolding => Volatile.Read(ref _held) > 0;

    /// <summary>Works on a message.</summary>
    /// <param name="message">A message that was just received.</param>
    /// <param name="cancellationToken">Abandons the work: the message is delivered again after its visibility
    /// time-out.</param>
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "One message's fault must not stop the others; it is logged and the message comes again.")]
    public async Task WorkAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await using var lease = MessageLease.Begin(
                queues.Intake, message, settings.VisibilityTimeout, timeProvider, cancellationToken);
            if (await IsDoneAsync(message, lease, cancellationToken) && await lease.EndAsync() is { } receipt)
            {
                // A message whose delete fails comes again, and is a replay then.
                await queues.Intake.DeleteAsync(message.Id, receipt, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Abandoned at the end of the drain time.
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
            return await MovedToPoisonAsync(message, cancellationToken);
        }

        return await HandleAsync(message, lease, cancellationToken) switch
        {
            IntakeOutcome.Decided => true,
            IntakeOutcome.Invalid => await MovedToPoisonAsync(message, cancellationToken),
            IntakeOutcome.Refused refused => await MovedToPoisonAsync(
                message with
                {
                    Body = refused.Letter,
                },
                cancellationToken),
            _ => false,
        };
    }

    // Null when the message was held for so long that somebody else has it now.
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
            return null; // the engine has logged why
        }
    }

    // To the poison queue first: what fails between the two leaves two messages and not none.
    private async Task<bool> MovedToPoisonAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        if (await queues.IntakePoison.SendAsync(message.Body, cancellationToken) is not QueueReply<string>.Done sent)
        {
            return false;
        }

        LogPoisoned(message.Id, settings.IntakePoison, sent.Value);
        return true;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Nothing can be stored, or too many validations have not settled: messages of the intake queue are "
            + "held, and no further ones are taken")]
    private partial void LogHolding();

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} was tried {Count} times and never done")]
    private partial void LogExhausted(string messageId, int count);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Message {MessageId} is in the queue {Queue} now, as message {PoisonId}")]
    private partial void LogPoisoned(string messageId, string queue, string poisonId);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Message {MessageId} failed inside this program at delivery {Count}; it is delivered again")]
    private partial void LogFailed(Exception exception, string messageId, long count);
}
