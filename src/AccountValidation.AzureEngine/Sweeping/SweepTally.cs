using AccountValidation.AzureEngine.Tables;

namespace AccountValidation.AzureEngine.Sweeping;

/// <summary>Counts what a sweep meets. Rows come from several threads.</summary>
/// <param name="now">The time of the sweep.</param>
public sealed class SweepTally(DateTimeOffset now)
{
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1); // confirm looks and a Juspay that is down may go over the deadline

    private readonly Lock _lock = new();

    /// <summary>How many validations are not finished.</summary>
    public long Open { get; private set; }

    /// <summary>How many have not settled an hour after their deadline.</summary>
    public long Overdue { get; private set; }

    /// <summary>The age of the oldest that has not settled.</summary>
    public TimeSpan OldestPendingAge { get; private set; }

    /// <summary>Counts one.</summary>
    public void Add(OpenRow open)
    {
        lock (_lock)
        {
            Open++;
            if (open.Slot is { Validation: var pending })
            {
                var age = now - pending.CreatedAt;
                OldestPendingAge = age > OldestPendingAge ? age : OldestPendingAge;
                Overdue += now > pending.DeadlineAt + Grace ? 1 : 0;
            }
        }
    }
}
