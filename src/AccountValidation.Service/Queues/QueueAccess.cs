using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace AccountValidation.Service.Queues;

/// <summary>
/// One queue. What the storage does becomes a <see cref="QueueReply{T}"/>; only the caller's cancellation is thrown.
/// Messages are text as the sender wrote it: whether that is base64 is the reader's matter.
/// </summary>
/// <param name="client">The client, which does its own retries.</param>
/// <param name="monitor">Is told of every call.</param>
public sealed class QueueAccess(QueueClient client, QueueMonitor monitor)
{
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    /// <summary>Creates the queue when it is missing; false when the storage cannot be used.</summary>
    public async Task<bool> EnsureAsync(CancellationToken cancellationToken)
    {
        var reply = await RunAsync(
            async () =>
            {
                try
                {
                    await client.CreateIfNotExistsAsync(metadata: null, cancellationToken);
                }
                catch (RequestFailedException exception) when (exception.Status == 403)
                {
                    // A connection string may be allowed to use a queue and not to create one. A wrong one fails at the
                    // next call.
                }

                return true;
            },
            cancellationToken);
        return reply is QueueReply<bool>.Done;
    }

    /// <summary>Receives messages that are visible. A queue that is missing is created.</summary>
    /// <param name="most">How many at most, from 1 to 32.</param>
    /// <param name="invisibleFor">How long others do not see them.</param>
    /// <param name="cancellationToken">Stops waiting. What the storage gave out meanwhile becomes visible again
    /// later.</param>
    public Task<QueueReply<IReadOnlyList<QueuedMessage>>> ReceiveAsync(
        int most, TimeSpan invisibleFor, CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<QueuedMessage>>(
            async () =>
            {
                try
                {
                    var received = await client.ReceiveMessagesAsync(most, invisibleFor, cancellationToken);
                    return
                    [
                        .. received.Value.Select(message => new QueuedMessage(
                            message.MessageId, message.PopReceipt, message.DequeueCount, message.Body)),
                    ];
                }
                catch (RequestFailedException exception) when (exception.ErrorCode == QueueErrorCode.QueueNotFound)
                {
                    await client.CreateIfNotExistsAsync(metadata: null, cancellationToken);
                    return [];
                }
            },
            cancellationToken);

    /// <summary>Keeps a message invisible for longer, counted from now, and gives its new receipt.</summary>
    public Task<QueueReply<string>> RenewAsync(
        string messageId, string receipt, TimeSpan invisibleFor, CancellationToken cancellationToken) =>
        RunAsync(
            async () =>
                (await client.UpdateMessageAsync(messageId, receipt, (string?)null, invisibleFor, cancellationToken))
                    .Value
                    .PopReceipt, // null keeps the text
            cancellationToken);

    /// <summary>Deletes a message that was received.</summary>
    public Task<QueueReply<bool>> DeleteAsync(string messageId, string receipt, CancellationToken cancellationToken) =>
        RunAsync(
            async () =>
            {
                await client.DeleteMessageAsync(messageId, receipt, cancellationToken);
                return true;
            },
            cancellationToken);

    /// <summary>
    /// Sends a message that stays until it is deleted, creates the queue when it is missing, and gives the message's
    /// id.
    /// </summary>
    public Task<QueueReply<string>> SendAsync(BinaryData message, CancellationToken cancellationToken) =>
        SendAsync(message, invisibleFor: null, cancellationToken);

    /// <summary>The same, for a message that nobody sees for a while.</summary>
    public Task<QueueReply<string>> SendAsync(
        BinaryData message, TimeSpan? invisibleFor, CancellationToken cancellationToken) =>
        RunAsync(
            async () =>
            {
                try
                {
                    return await SendOnceAsync(message, invisibleFor, cancellationToken);
                }
                catch (RequestFailedException exception) when (exception.ErrorCode == QueueErrorCode.QueueNotFound)
                {
                    await client.CreateIfNotExistsAsync(metadata: null, cancellationToken);
                    return await SendOnceAsync(message, invisibleFor, cancellationToken);
                }
            },
            cancellationToken);

    private async Task<string> SendOnceAsync(
        BinaryData message,
        TimeSpan? invisibleFor,
        CancellationToken cancellationToken
    ) => (await client.SendMessageAsync(message, invisibleFor, NeverExpires, cancellationToken)).Value.MessageId;

    private async Task<QueueReply<T>> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            var value = await call();
            monitor.Reached(client.Name);
            return new QueueReply<T>.Done(value);
        }
        catch (RequestFailedException exception) when (StorageFaults.IsGone(exception))
        {
            monitor.Reached(client.Name);
            return new QueueReply<T>.Gone();
        }
        catch (Exception exception)
            when (!cancellationToken.IsCancellationRequested && StorageFaults.CauseOf(exception) is { } cause)
        {
            monitor.Failed(client.Name, cause);
            return new QueueReply<T>.Unavailable();
        }
    }
}
