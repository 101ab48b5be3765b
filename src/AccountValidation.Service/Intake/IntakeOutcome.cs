using AccountValidation.Service.Engine;

namespace AccountValidation.Service.Intake;

/// <summary>The outcome of a message of the intake queue.</summary>
public abstract record IntakeOutcome
{
    private IntakeOutcome()
    {
    }

    /// <summary>
    /// The service started the request, or refused it because of its idempotency key. The host deletes the message.
    /// </summary>
    /// <param name="Result">The result of the start.</param>
    public sealed record Decided(StartResult Result) : IntakeOutcome;

    /// <summary>
    /// The service refused the request because of its account. The host puts the letter, which tells the sender why,
    /// into the poison queue instead of the message.
    /// </summary>
    /// <param name="Letter">The request with the reason.</param>
    public sealed record Refused(BinaryData Letter) : IntakeOutcome;

    /// <summary>
    /// Too many validations have not settled. The service stored nothing; the host must try the message again, however
    /// long that takes.
    /// </summary>
    /// <param name="Again">A new message with the same meaning, for a host that cannot hold the old message any
    /// longer.</param>
    public sealed record NotYet(BinaryData Again) : IntakeOutcome
    {
        /// <summary>Shows nothing of the request, because the string may reach a log.</summary>
        public override string ToString() => "to be tried again";
    }

    /// <summary>
    /// The message is no start request, and another try would not help. The host puts the message into the poison
    /// queue.
    /// </summary>
    /// <param name="Errors">The faults, field by field.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : IntakeOutcome;
}
