using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace AccountValidation.Service.Queues;

/// <summary>
/// Calls one queue. Every result becomes a <see cref="QueueReply{T}"/>; a method throws only when the caller cancels.
/// Messages stay as the sender wrote them: readers decode base64.
/// </summary>
/// <param name="client">The queue's client, which retries by itself.</param>
/// <param name="monitor">Gets the result of every call.</param>
public sealed class QueueAccess(QueueClient client, QueueMonitor monitor)
{
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    /// <summary>Creates the queue if it is missing; false when the storage is unusable.</summary>
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
                    // A connection string may allow the use of a queue but not its creation. A wrong connection string
                    // fails at the next call.
                }

                return true;
            },
            cancellationToken);
        return reply is QueueReply<bool>.Done;
    }

    /// <summary>Receives visible messages. Creates the queue if it is missing.</summary>
    /// <param name="most">The most messages, from 1 to 32.</param>
    /// <param name="invisibleFor">How long no other receiver sees the messages.</param>
    /// <param name="cancellationToken">Stops waiting. Messages that the storage has handed out meanwhile become visible
    /// again later.</param>
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

    /// <summary>Extends a message's invisibility, counted from now, and returns the new receipt.</summary>
    public Task<QueueReply<string>> RenewAsync(
        string messageId, string receipt, TimeSpan invisibleFor, CancellationToken cancellationToken) =>
        RunAsync(
            async () =>
                (await client.UpdateMessageAsync(messageId, receipt, (string?)null, invisibleFor, cancellationToken))
                    .Value
                    .PopReceipt, // Null keeps the body.
            cancellationToken);

    /// <summary>Deletes a received message.</summary>
    public Task<QueueReply<bool>> DeleteAsync(string messageId, string receipt, CancellationToken cancellationToken) =>
        RunAsync(
            async () =>
            {
                await client.DeleteMessageAsync(messageId, receipt, cancellationToken);
                return true;
            },
            cancellationToken);

    /// <summary>Sends a message that never expires, and returns its id. Creates the queue if it is missing.</summary>
    public Task<QueueReply<string>> SendAsync(BinaryData message, CancellationToken cancellationToken) =>
        SendAsync(message, invisibleFor: null, cancellationToken);

    /// <summary>
    /// Sends a message that never expires and stays invisible for a while, and returns its id. Creates the queue if it
    /// is missing.
    /// </summary>
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
