using AccountValidation.Service.Queues;

namespace AccountValidation.SelfHost.Intake;

/// <summary>Keeps a message invisible to others while it is worked on: its visibility is renewed at half of its time.</summary>
internal sealed class MessageLease : IAsyncDisposable
{
    private readonly QueueAccess _queue;
    private readonly string _messageId;
    private readonly TimeSpan _visibility;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _renewing;
    private string? _receipt;

    private MessageLease(QueueAccess queue, QueuedMessage message, TimeSpan visibility, TimeProvider timeProvider)
    {
        (_queue, _messageId, _receipt, _visibility, _timeProvider) = (queue, message.Id, message.Receipt, visibility, timeProvider);
        _renewing = RenewAsync();
    }

    /// <summary>True when the message became visible and somebody else has it now.</summary>
    public bool IsLost => Volatile.Read(ref _receipt) is null;

    /// <summary>Begins to keep a message that was just received.</summary>
    public static MessageLease Begin(QueueAccess queue, QueuedMessage message, TimeSpan visibility, TimeProvider timeProvider) =>
        new(queue, message, visibility, timeProvider);

    /// <summary>Ends the renewing and gives the receipt that is valid now; null when the message is lost.</summary>
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

    // A renewal that is on its way is not cut off: the receipt that it brings is the only one that is valid afterwards.
    private async Task RenewAsync()
    {
        while (_receipt is { } receipt)
        {
            await Task.Delay(_visibility / 2, _timeProvider, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_end.IsCancellationRequested)
            {
                return;
            }

            Volatile.Write(ref _receipt, await _queue.RenewAsync(_messageId, receipt, _visibility, CancellationToken.None) switch
            {
                QueueReply<string>.Done done => done.Value,
                QueueReply<string>.Gone => null,
                _ => receipt,
            });
        }
    }
}
