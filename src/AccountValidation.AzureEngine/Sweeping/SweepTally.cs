using AccountValidation.AzureEngine.Tables;

namespace AccountValidation.AzureEngine.Sweeping;

/// <summary>Counts the rows that a sweep meets. Several threads may add rows.</summary>
/// <param name="now">The time of the sweep.</param>
public sealed class SweepTally(DateTimeOffset now)
{
    /// <summary>
    /// For this time after its deadline a validation may still settle: confirm checks and a Juspay outage may last
    /// longer.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();

    /// <summary>How many validations are not finished.</summary>
    public long Open { get; private set; }

    /// <summary>How many validations have not settled an hour after their deadline.</summary>
    public long Overdue { get; private set; }

    /// <summary>The age of the oldest unsettled validation; zero without an unsettled validation.</summary>
    public TimeSpan OldestPendingAge { get; private set; }

    /// <summary>How many validations are held, after repeated failures of their orchestrations.</summary>
    public long Held { get; private set; }

    /// <summary>The id of a held validation; null when none is held.</summary>
    public string? HeldId { get; private set; }

    /// <summary>Counts a held validation.</summary>
    public void AddHeld(string validationId)
    {
        lock (_lock)
        {
            Held++;
            HeldId ??= validationId;
        }
    }

    /// <summary>Counts an unfinished row.</summary>
    public void Add(UnfinishedRow found)
    {
        lock (_lock)
        {
            Open++;
            if (now - found.CreatedAt is { } age && age > OldestPendingAge)
            {
                OldestPendingAge = age;
            }

            Overdue += now > found.DeadlineAt + Grace ? 1 : 0;
        }
    }
}
