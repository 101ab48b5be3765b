using System.Text;
using AccountValidation.Core;
using AccountValidation.Service.Callbacks;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Queues;

/// <summary>
/// Sends callbacks that the service gave up to their queue. A message is the base64 of JSON, as the bindings of Azure
/// Functions expect. The callback of the largest accepted request fits into a message.
/// </summary>
/// <param name="queues">Hold the dead-letter queue.</param>
/// <param name="timeProvider">Gives the time of the handover.</param>
/// <param name="logger">Logs ids only.</param>
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
