using AccountValidation.Functions.Orchestrations;
using AccountValidation.Service.Api;
using AccountValidation.Service.Juspay;
using AccountValidation.Service.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using QueueMessage = Azure.Storage.Queues.Models.QueueMessage;

namespace AccountValidation.Functions.Triggers;

/// <summary>
/// Takes start requests from the intake queue. The host delivers a message again when this throws, and moves it to the poison queue after
/// <c>extensions.queues.maxDequeueCount</c> deliveries (host.json).
/// </summary>
/// <param name="handler">Works on a message.</param>
/// <param name="queues">Where the poison queue is.</param>
/// <param name="settings">The queues' names.</param>
/// <param name="gate">Says whether many bulk calls wait here already.</param>
/// <param name="instances">Gets the client that came with the invocation.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="logger">Gets ids only.</param>
internal sealed partial class IntakeFunction(
    IntakeHandler handler,
    StorageQueues queues,
    QueueSettings settings,
    JuspayGate gate,
    DurableInstances instances,
    TimeProvider timeProvider,
    ILogger<IntakeFunction> logger)
{
    private static readonly TimeSpan PauseWhileHeld = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(10);

    /// <summary>Works on one message.</summary>
    [Function("TakeStartRequest")]
    public async Task RunAsync(
        [QueueTrigger("%Queues:Intake%", Connection = "AzureWebJobsStorage")] QueueMessage message, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        instances.Use(client);

        // After the longest hold it is taken up all the same: a full queue must not use its deliveries up.
        await gate.WaitToTakeBulkAsync(LongestHold, cancellationToken);
        var letter = await HandleAsync(message, cancellationToken) switch
        {
            IntakeOutcome.Invalid => message.Body, // another try cannot make a bad field good
            IntakeOutcome.Refused refused => refused.Letter,
            _ => null,
        };
        if (letter is null)
        {
            return;
        }

        // To the poison queue first: what fails between the two leaves two messages and not none.
        if (await queues.IntakePoison.SendAsync(letter, cancellationToken) is not QueueReply<string>.Done sent)
        {
            throw new InvalidOperationException($"Message {message.MessageId} could not be moved to {settings.IntakePoison}; it is delivered again.");
        }

        LogPoisoned(message.MessageId, settings.IntakePoison, sent.Value);
    }

    // While nothing can be stored the message is held, so that an outage of the storage uses up none of its deliveries. The host keeps it
    // invisible meanwhile.
    private async Task<IntakeOutcome> HandleAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        var began = timeProvider.GetTimestamp();
        while (true)
        {
            try
            {
                return await handler.HandleAsync(message.MessageId, message.Body.ToMemory(), cancellationToken);
            }
            catch (StoreUnavailableException) when (timeProvider.GetElapsedTime(began) < LongestHold)
            {
                LogHeld(message.MessageId);
                await Task.Delay(PauseWhileHeld, timeProvider, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing can be stored: message {MessageId} is held and tried again")]
    private partial void LogHeld(string messageId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} is in the queue {Queue} now, as message {PoisonId}")]
    private partial void LogPoisoned(string messageId, string queue, string poisonId);
}
