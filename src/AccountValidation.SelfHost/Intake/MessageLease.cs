using AccountValidation.Service.Queues;

namespace AccountValidation.SelfHost.Intake;

/// <summary>
/// Keeps a message invisible to other receivers during the work. The lease renews the visibility at half of its time,
/// and retries soon after a failure.
/// </summary>
internal sealed class MessageLease : IAsyncDisposable
{
    private readonly QueueAccess _queue;
    private readonly string _messageId;
    private readonly TimeSpan _visibility;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _renewing;
    private string? _receipt;

    private MessageLease(
        QueueAccess queue,
        QueuedMessage message,
        TimeSpan visibility,
        TimeProvider timeProvider,
        CancellationToken abandoned)
    {
        (_queue, _messageId, _receipt, _visibility, _timeProvider) = (
            queue, message.Id, message.Receipt, visibility, timeProvider);
        _renewing = RenewAsync(abandoned);
    }

    /// <summary>True when the message became visible and another receiver has it.</summary>
    public bool IsLost => Volatile.Read(ref _receipt) is null;

    /// <summary>Starts to renew the visibility of a message that was just received.</summary>
    /// <param name="queue">The message's queue.</param>
    /// <param name="message">The message.</param>
    /// <param name="visibility">The time for which the message is invisible, from now and from each renewal.</param>
    /// <param name="timeProvider">Runs the renewals.</param>
    /// <param name="abandoned">Ends the renewals at once, even during a call.</param>
    public static MessageLease Begin(
        QueueAccess queue,
        QueuedMessage message,
        TimeSpan visibility,
        TimeProvider timeProvider,
        CancellationToken abandoned) => new(queue, message, visibility, timeProvider, abandoned);

    /// <summary>Ends the renewals and returns the valid receipt; null when the message is lost.</summary>
    public async Task<string?> EndAsync()
    {
        await _end.CancelAsync();
        await _renewing;
        return _receipt;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _end.Dispose();
    }

    // The end of the work does not cancel a running renewal: only the receipt that this renewal returns is valid
    // afterwards.
    private async Task RenewAsync(CancellationToken abandoned)
    {
        try
        {
            var pause = _visibility / 2;
            while (!IsLost)
            {
                await Task.Delay(pause, _timeProvider, _end.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (_end.IsCancellationRequested)
                {
                    return;
                }

                pause = await RenewOnceAsync(abandoned) ? _visibility / 2 : _visibility / 10;
            }
        }
        catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
        {
            // The message becomes visible after its visibility time-out.
        }
    }

    private async Task<bool> RenewOnceAsync(CancellationToken abandoned)
    {
        var reply = await _queue.RenewAsync(_messageId, _receipt!, _visibility, abandoned);
        Volatile.Write(ref _receipt, reply switch
        {
            QueueReply<string>.Done done => done.Value,
            QueueReply<string>.Gone => null,
            _ => _receipt,
        });
        return reply is QueueReply<string>.Done;
    }
}
