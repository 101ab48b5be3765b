using System.Text;
using AccountValidation.Core;
using AccountValidation.Service.Callbacks;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Queues;

/// <summary>
/// Sends callbacks that were given up to their queue. The message is base64 of JSON, as the bindings of Azure Functions
/// expect it; the largest request that is accepted fits into a message.
/// </summary>
/// <param name="queues">The queues.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="logger">Gets ids only.</param>
internal sealed partial class DeadLetterQueue(
    StorageQueues queues, TimeProvider timeProvider, ILogger<DeadLetterQueue> logger) : IDeadLetters
{
    /// <inheritdoc/>
    public async Task<bool> SendAsync(Validation validation, CancellationToken cancellationToken)
    {
        var letter = Convert.ToBase64String(DeadLetter.Of(validation, timeProvider.GetUtcNow()).ToJson());
        if (
            await queues.CallbackDeadLetters.SendAsync(
                BinaryData.FromBytes(Encoding.ASCII.GetBytes(letter)), cancellationToken)
            is not QueueReply<string>.Done sent)
        {
            return false;
        }

        LogSent(validation.Id, sent.Value);
        return true;
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The callback of validation {ValidationId} is in the dead-letter queue, as message {MessageId}")]
    private partial void LogSent(string validationId, string messageId);
}
