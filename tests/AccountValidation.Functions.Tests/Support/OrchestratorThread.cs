namespace AccountValidation.Functions.Tests.Support;

/// <summary>
/// Runs an orchestrator as the framework does: on one thread, and only while something is fired. What continues
/// anywhere else has awaited something that is no durable task; the framework never comes back to such an orchestrator,
/// and neither does this.
/// </summary>
internal sealed class OrchestratorThread : SynchronizationContext
{
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private volatile bool _wasLeft;

    /// <summary>True while the orchestrator is where it belongs.</summary>
    public bool IsCurrent => ReferenceEquals(Current, this) && Environment.CurrentManagedThreadId == _thread;

    /// <summary>Notes when something of the orchestrator's happens on another thread.</summary>
    public void Visit() => _wasLeft |= !IsCurrent;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
        {
            _queue.Enqueue((d, state));
        }
        else
        {
            _wasLeft = true;
        }
    }

    /// <summary>Fires something, and runs the orchestrator until it can do no more.</summary>
    public void Run(Action fire)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            fire();
            while (_queue.TryDequeue(out var next))
            {
                next.Callback(next.State);
            }
        }
        finally
        {
            SetSynchronizationContext(outer);
        }

        Verify(!_wasLeft);
    }

    /// <summary>Says what is wrong when an orchestrator is not where it belongs.</summary>
    public static void Verify(bool isLegal)
    {
        if (!isLegal)
        {
            throw new InvalidOperationException(
                "The orchestrator awaits something that is no durable task: it would hang.");
        }
    }
}
