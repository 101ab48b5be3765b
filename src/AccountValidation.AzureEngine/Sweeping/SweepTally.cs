using AccountValidation.AzureEngine.Tables;

namespace AccountValidation.AzureEngine.Sweeping;

/// <summary>Counts what a sweep meets. Rows come from several threads.</summary>
/// <param name="now">The time of the sweep.</param>
public sealed class SweepTally(DateTimeOffset now)
{
    /// <summary>
    /// How long after its deadline a validation may still be about to settle: confirm checks, and a Juspay that is
    /// down, may go over it.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();

    /// <summary>How many validations are not finished.</summary>
    public long Open { get; private set; }

    /// <summary>How many have not settled an hour after their deadline.</summary>
    public long Overdue { get; private set; }

    /// <summary>The age of the oldest that has not settled.</summary>
    public TimeSpan OldestPendingAge { get; private set; }

    /// <summary>How many are held, since their orchestrations have failed again and again.</summary>
    public long Held { get; private set; }

    /// <summary>One that is held; null when none is.</summary>
    public string? HeldId { get; private set; }

    /// <summary>Counts one that is held.</summary>
    public void AddHeld(string validationId)
    {
        lock (_lock)
        {
            Held++;
            HeldId ??= validationId;
        }
    }

    /// <summary>Counts one.</summary>
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
