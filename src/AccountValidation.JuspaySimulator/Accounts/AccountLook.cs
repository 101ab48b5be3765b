namespace AccountValidation.JuspaySimulator;

/// <summary>What one look at an account shows.</summary>
internal sealed record AccountLook(ValidationStatus Status, DateTimeOffset? LastValidated)
{
    /// <summary>A drop is awaiting its answer. The date of an earlier validation stays.</summary>
    public AccountLook Pending() => this with { Status = ValidationStatus.Pending };

    /// <summary>A drop was answered. The date has whole seconds, as Juspay's has: two in one second look the same.</summary>
    public AccountLook Settled(Verdict verdict, DateTimeOffset at) => this with
    {
        Status = verdict is Verdict.Active ? ValidationStatus.Active : ValidationStatus.Failure,
        LastValidated = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond)),
    };
}
