namespace AccountValidation.Service.Tests;

/// <summary>
/// Runs continuations when the test says so: what is due at a time has happened before the clock goes on.
/// </summary>
internal sealed class Pump : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

    public void Begin(Func<Task> work)
    {
        Post(_ => _ = work(), null);
        Drain();
    }

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    public void Drain()
    {
        var outer = Current;
        SetSynchronizationContext(this);
        while (_posted.TryDequeue(out var posted))
        {
            posted.Callback(posted.State);
        }

        SetSynchronizationContext(outer);
    }
}
