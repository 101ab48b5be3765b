namespace AccountValidation.AzureEngine.Sweeping;

/// <summary>Counts what a purge did. Rows come from several threads.</summary>
public sealed class PurgeTally
{
    private readonly Lock _lock = new();

    /// <summary>How many validations were purged.</summary>
    public int Purged { get; private set; }

    /// <summary>How many could not be purged.</summary>
    public int Failed { get; private set; }

    /// <summary>What the first of these met; null when there is none.</summary>
    public Exception? FirstFault { get; private set; }

    /// <summary>One was purged.</summary>
    public void Add()
    {
        lock (_lock)
        {
            Purged++;
        }
    }

    /// <summary>One could not be purged.</summary>
    public void Add(Exception fault)
    {
        lock (_lock)
        {
            Failed++;
            FirstFault ??= fault;
        }
    }
}
