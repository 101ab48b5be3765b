using AccountValidation.AzureEngine.Steps;
using AccountValidation.Functions.Orchestrations;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Intake;
using AccountValidation.Service.Juspay;
using AccountValidation.Service.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using QueueMessage = Azure.Storage.Queues.Models.QueueMessage;

namespace AccountValidation.Functions.Triggers;

/// <summary>
/// Takes start requests from the intake queue. If this function throws, the host delivers the message again. After
/// <c>extensions.queues.maxDequeueCount</c> deliveries (host.json) the host moves it to the poison queue.
/// </summary>
/// <param name="handler">Handles a message.</param>
/// <param name="poison">Takes the messages that no further delivery helps.</param>
/// <param name="queues">Reach the intake queue.</param>
/// <param name="settings">The queues' names.</param>
/// <param name="gate">Says whether many bulk calls already wait in this process.</param>
/// <param name="lateness">Lets messages pass while steps begin in time.</param>
/// <param name="instances">Gets the client that came with the invocation.</param>
/// <param name="timeProvider">Times holds and pauses.</param>
/// <param name="logger">Gets ids only.</param>
internal sealed partial class IntakeFunction(
    IntakeHandler handler,
    PoisonedMessages poison,
    StorageQueues queues,
    QueueSettings settings,
    JuspayGate gate,
    StepLateness lateness,
    DurableInstances instances,
    TimeProvider timeProvider,
    ILogger<IntakeFunction> logger)
{
    private static readonly TimeSpan PauseWhileLate = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseWhileHeld = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseWhileFull = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PauseOutside = TimeSpan.FromMinutes(1);

    /// <summary>Handles a message.</summary>
    [Function("TakeStartRequest")]
    public async Task RunAsync(
        [QueueTrigger("%Queues:Intake%", Connection = "AzureWebJobsStorage")] QueueMessage message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        instances.Use(client);

        // After the longest hold the message is handled anyway: a full queue must not use up its deliveries.
        await WaitForRoomAsync(cancellationToken);
        var outcome = await HandleAsync(message, cancellationToken);
        if (outcome is not IntakeOutcome.Decided { Result: StartResult.Started })
        {
            lateness.GiveBack();
        }

        if (outcome is IntakeOutcome.NotYet held)
        {
            await PutBackAsync(message, held.Again, cancellationToken);
            return;
        }

        if (!await poison.FinishAsync(message.MessageId, message.Body, outcome, cancellationToken))
        {
            throw new InvalidOperationException(
                $"Message {message.MessageId} could not be moved to {settings.IntakePoison}; the host redelivers it.");
        }
    }

    private async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        var began = timeProvider.GetTimestamp();
        await gate.WaitToTakeBulkAsync(LongestHold, cancellationToken);
        while (
            !lateness.TryPass()
            && LongestHold - timeProvider.GetElapsedTime(began) is var left
            && left > TimeSpan.Zero)
        {
            await Task.Delay(PauseWhileLate, timeProvider, cancellationToken);
            await gate.WaitToTakeBulkAsync(left, cancellationToken);
        }
    }

    // A delivery that ends with a fault counts towards the poison queue, and a reached bound is no fault. So the
    // message goes back as a new message without counted deliveries, and this message is done. A fault in between
    // leaves both messages, which share one claim.
    private async Task PutBackAsync(QueueMessage message, BinaryData again, CancellationToken cancellationToken)
    {
        if (await queues.Intake.SendAsync(again, PauseOutside, cancellationToken) is not QueueReply<string>.Done sent)
        {
            throw new InvalidOperationException(
                $"Message {message.MessageId} could not be put back into {settings.Intake}; the host redelivers it.");
        }

        LogPutBack(message.MessageId, settings.Intake, sent.Value);
    }

    // Holds the message while nothing can be stored, or while too many validations are unsettled. So the message uses
    // up none of its deliveries. The host keeps it invisible meanwhile.
    private async Task<IntakeOutcome> HandleAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        var began = timeProvider.GetTimestamp();
        while (true)
        {
            try
            {
                var outcome = await handler.HandleAsync(message.MessageId, message.Body.ToMemory(), cancellationToken);
                if (outcome is not IntakeOutcome.NotYet || timeProvider.GetElapsedTime(began) >= LongestHold)
                {
                    return outcome;
                }

                LogFull(message.MessageId);
                await Task.Delay(PauseWhileFull, timeProvider, cancellationToken);
            }
            catch (StoreUnavailableException) when (timeProvider.GetElapsedTime(began) < LongestHold)
            {
                LogHeld(message.MessageId);
                await Task.Delay(PauseWhileHeld, timeProvider, cancellationToken);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Nothing can be stored: message {MessageId} is held and tried again")]
    private partial void LogHeld(string messageId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Too many validations have not settled: message {MessageId} is held and tried again")]
    private partial void LogFull(string messageId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Message {MessageId} was held for long enough and is in the queue {Queue} again, as message {NewId}")]
    private partial void LogPutBack(string messageId, string queue, string newId);
}
