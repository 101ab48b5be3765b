namespace AccountValidation.JuspaySimulator;

/// <summary>What one look at an account shows.</summary>
internal sealed record AccountLook(ValidationStatus Status, DateTimeOffset? LastValidated)
{
    /// <summary>A drop is awaiting its answer. The date of an earlier validation stays.</summary>
    public AccountLook Pending() => this with { Status = ValidationStatus.Pending };

    /// <summary>
    /// A drop was answered. The date has whole seconds, as Juspay's has; when that would repeat the earlier date, it gets
    /// milliseconds, because two validations must be told apart.
    /// </summary>
    public AccountLook Settled(Verdict verdict, DateTimeOffset at)
    {
        var status = verdict is Verdict.Active ? ValidationStatus.Active : ValidationStatus.Failure;
        return new(status, NextDate(at));
    }

    private DateTimeOffset NextDate(DateTimeOffset at)
    {
        var seconds = Truncate(at, TimeSpan.TicksPerSecond);
        if (LastValidated is not { } earlier || seconds > earlier)
        {
            return seconds;
        }

        var milliseconds = Truncate(at, TimeSpan.TicksPerMillisecond);
        return milliseconds > earlier ? milliseconds : earlier.AddMilliseconds(1);
    }

    private static DateTimeOffset Truncate(DateTimeOffset at, long ticks) => at.AddTicks(-(at.Ticks % ticks));
}
