namespace AccountValidation.Simulation.Time;

/// <summary>
/// The one thread of a simulated process. After an await its code continues here, one continuation at a time, in a
/// random order. A continuation from another thread fails the simulation, because no seed could repeat the run.
/// </summary>
internal sealed class HostThread : SynchronizationContext
{
    private readonly int _owner = Environment.CurrentManagedThreadId;
    private readonly List<(SendOrPostCallback Callback, object? State)> _ready = [];
    private string? _escape;

    /// <summary>True once the process is dead: none of its code runs any more.</summary>
    public bool IsDead { get; set; }

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsDead)
        {
            return;
        }

        if (Environment.CurrentManagedThreadId != _owner)
        {
            _escape = Environment.StackTrace;
            return;
        }

        _ready.Add((d, state));
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Nothing of the product blocks on a context.");

    /// <summary>Begins a task on this thread. An exception of the task fails the simulation.</summary>
    public void Begin(Func<Task> what) => Post(async _ => await what(), null);

    /// <summary>Runs one continuation; returns false when none is ready.</summary>
    /// <exception cref="InvalidOperationException">Code of the process ran on another thread.</exception>
    public bool RunOne(Random chance)
    {
        if (_escape is not null)
        {
            throw new InvalidOperationException(
                "The product's code left the simulated thread, so this run cannot be repeated:"
                    + Environment.NewLine
                    + _escape);
        }

        if (_ready.Count == 0 || IsDead)
        {
            return false;
        }

        var index = chance.Next(_ready.Count);
        var (callback, state) = _ready[index];
        _ready.RemoveAt(index);
        var outside = Current;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            SetSynchronizationContext(outside);
        }

        return true;
    }
}
