using AccountValidation.Service.Queues;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Intake;

/// <summary>Moves the messages that no further delivery helps to the poison queue, for both hosts.</summary>
/// <param name="queues">Reach the poison queue.</param>
/// <param name="settings">Names the poison queue.</param>
/// <param name="logger">Logs ids only.</param>
public sealed partial class PoisonedMessages(
    StorageQueues queues, QueueSettings settings, ILogger<PoisonedMessages> logger)
{
    /// <summary>
    /// Puts into the poison queue what the outcome of a message demands: the message itself, a letter, or nothing.
    /// </summary>
    /// <param name="messageId">The id of the message.</param>
    /// <param name="body">The message as the sender wrote it.</param>
    /// <param name="outcome">The outcome of the message.</param>
    /// <param name="cancellationToken">Abandons the work.</param>
    /// <returns>True when the host may delete the message. False when the host must try the message again.</returns>
    public async Task<bool> FinishAsync(
        string messageId, BinaryData body, IntakeOutcome outcome, CancellationToken cancellationToken) =>
        outcome switch
        {
            IntakeOutcome.Decided => true,
            IntakeOutcome.Invalid => await AddAsync(messageId, body, cancellationToken),
            IntakeOutcome.Refused refused => await AddAsync(messageId, refused.Letter, cancellationToken),
            IntakeOutcome.NotYet => false,
            var unknown => throw new InvalidOperationException($"Outcome {unknown.GetType().Name} has no end."),
        };

    /// <summary>
    /// Adds a letter in place of a message. The host deletes the message afterwards: a fault between the two calls
    /// leaves two messages, never none.
    /// </summary>
    /// <param name="messageId">The id of the message.</param>
    /// <param name="letter">The body of the letter.</param>
    /// <param name="cancellationToken">Abandons the work.</param>
    /// <returns>False when the queue cannot be reached.</returns>
    public async Task<bool> AddAsync(string messageId, BinaryData letter, CancellationToken cancellationToken)
    {
        if (await queues.IntakePoison.SendAsync(letter, cancellationToken) is not QueueReply<string>.Done sent)
        {
            return false;
        }

        LogPoisoned(messageId, settings.IntakePoison, sent.Value);
        return true;
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Message {MessageId} is in the queue {Queue} now, as message {PoisonId}")]
    private partial void LogPoisoned(string messageId, string queue, string poisonId);
}
