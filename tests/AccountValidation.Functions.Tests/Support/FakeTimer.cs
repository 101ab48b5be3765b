namespace AccountValidation.Functions.Tests.Support;

/// <summary>A durable timer.</summary>
internal sealed class FakeTimer
{
    private readonly TaskCompletionSource _source = new();
    private readonly CancellationToken _cancellation;

    public FakeTimer(DateTimeOffset fireAt, OrchestratorThread thread, CancellationToken cancellation)
    {
        (FireAt, _cancellation) = (fireAt, cancellation);
        cancellation.Register(() =>
        {
            thread.Visit();
            _source.TrySetCanceled(cancellation);
        });
    }

    public DateTimeOffset FireAt { get; }

    public Task Task => _source.Task;

    /// <summary>True while it would keep the instance running.</summary>
    public bool IsOpen => !_cancellation.IsCancellationRequested && !Task.IsCompleted;

    public void Fire() => _source.SetResult();
}
