namespace AccountValidation.SelfHost.Storage;

/// <summary>A write that waits for its commit.</summary>
internal abstract class PendingWrite
{
    /// <summary>Runs the write in its transaction.</summary>
    public abstract void Run(StoreTransaction transaction);

    /// <summary>Holds a fault of this write alone until the commit is on disk.</summary>
    public abstract void Hold(Exception exception);

    /// <summary>Tells the caller that the commit failed.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>Tells the caller the result, or the held fault.</summary>
    public abstract void Complete();
}

/// <summary>A write with a result.</summary>
/// <param name="work">The write.</param>
internal sealed class PendingWrite<T>(Func<StoreTransaction, T> work) : PendingWrite
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _fault;

    /// <summary>The result, once the write is on disk.</summary>
    public Task<T> Result => _done.Task;

    /// <inheritdoc/>
    public override void Run(StoreTransaction transaction) => _result = work(transaction);

    /// <inheritdoc/>
    public override void Hold(Exception exception) => _fault = exception;

    /// <inheritdoc/>
    public override void Fail(Exception exception) => _done.TrySetException(exception);

    /// <inheritdoc/>
    public override void Complete()
    {
        if (_fault is null)
        {
            _done.TrySetResult(_result!);
        }
        else
        {
            _done.TrySetException(_fault);
        }
    }
}
