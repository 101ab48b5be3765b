namespace AccountValidation.Core;

/// <summary>What is to be done next for a validation.</summary>
public abstract record Step
{
    private Step()
    {
    }

    /// <summary>Read the customer account (moves no money). No penny drop follows in this step.</summary>
    public sealed record Check : Step;

    /// <summary>
    /// Check the account and, if the check still allows it, drop the penny: one step, so that no check grows old
    /// between the two. The attempt may have been begun before, by a process that died: then it is not run again, and
    /// its outcome is <see cref="Accounts.ReplyCauses.Interrupted"/>.
    /// </summary>
    /// <param name="Attempt">The attempt's number, from 1; never used twice within a validation.</param>
    public sealed record DropPenny(int Attempt) : Step;

    /// <summary>Do nothing until a time, or until a signal arrives.</summary>
    /// <param name="Until">Later than the time that was asked about.</param>
    public sealed record Wait(DateTimeOffset Until) : Step;

    /// <summary>Send the callback once.</summary>
    /// <param name="Round">The round of the schedule: 1, and one more with each redelivery.</param>
    public sealed record DeliverCallback(int Round) : Step;

    /// <summary>Hand the callback over to the dead letters.</summary>
    /// <param name="Round">The round of the schedule that was used up.</param>
    public sealed record DeadLetterCallback(int Round) : Step;

    /// <summary>Do nothing until a signal arrives: an operator holds the validation.</summary>
    public sealed record Hold : Step;

    /// <summary>Nothing is left to do.</summary>
    public sealed record Done : Step;
}
