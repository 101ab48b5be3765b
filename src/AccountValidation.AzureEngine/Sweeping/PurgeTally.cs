namespace AccountValidation.AzureEngine.Sweeping;

/// <summary>Counts the results of a purge. Several threads may add results.</summary>
public sealed class PurgeTally
{
    private readonly Lock _lock = new();

    /// <summary>How many validations were purged.</summary>
    public int Purged { get; private set; }

    /// <summary>How many validations could not be purged.</summary>
    public int Failed { get; private set; }

    /// <summary>The fault of the first validation that could not be purged; null without a fault.</summary>
    public Exception? FirstFault { get; private set; }

    /// <summary>Counts a purged validation.</summary>
    public void Add()
    {
        lock (_lock)
        {
            Purged++;
        }
    }

    /// <summary>Counts a validation that could not be purged.</summary>
    public void Add(Exception fault)
    {
        lock (_lock)
        {
            Failed++;
            FirstFault ??= fault;
        }
    }
}
