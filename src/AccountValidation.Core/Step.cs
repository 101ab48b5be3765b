using System.Text.Json.Serialization;

namespace AccountValidation.Core;

/// <summary>
/// The next step of a validation. A step with a kind can be stored; no engine executes the other steps.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Check), "check")]
[JsonDerivedType(typeof(DropPenny), "dropPenny")]
[JsonDerivedType(typeof(DeliverCallback), "deliverCallback")]
[JsonDerivedType(typeof(DeadLetterCallback), "deadLetterCallback")]
public abstract record Step
{
    private Step()
    {
    }

    /// <summary>Reads the customer account and moves no money. No penny drop follows in this step.</summary>
    public sealed record Check : Step;

    /// <summary>
    /// Checks the account and, if the check still allows it, drops the penny. Both are one step, so that no check grows
    /// old between the two. A process that died may have begun the attempt: then no second POST is sent, and the
    /// outcome is <see cref="Accounts.ReplyCauses.Interrupted"/>.
    /// </summary>
    /// <param name="Attempt">The attempt's number, from 1; never used twice within a validation.</param>
    public sealed record DropPenny(int Attempt) : Step;

    /// <summary>Does nothing until a time, or until a signal arrives.</summary>
    /// <param name="Until">Always later than the time that the engine asked for.</param>
    public sealed record Wait(DateTimeOffset Until) : Step;

    /// <summary>Sends the callback once.</summary>
    /// <param name="Round">The round of the schedule: 1, plus one for each redelivery.</param>
    public sealed record DeliverCallback(int Round) : Step;

    /// <summary>Hands the callback over to the dead letters.</summary>
    /// <param name="Round">The round whose schedule is used up.</param>
    public sealed record DeadLetterCallback(int Round) : Step;

    /// <summary>Does nothing until a signal arrives: an operator holds the validation.</summary>
    public sealed record Hold : Step;

    /// <summary>Nothing is left to do.</summary>
    public sealed record Done : Step;
}
