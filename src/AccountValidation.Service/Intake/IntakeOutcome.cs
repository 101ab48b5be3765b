using AccountValidation.Service.Engine;

namespace AccountValidation.Service.Intake;

/// <summary>What became of a message of the intake queue.</summary>
public abstract record IntakeOutcome
{
    private IntakeOutcome()
    {
    }

    /// <summary>The request was decided on: started, or refused for its key. The message is done.</summary>
    /// <param name="Result">The decision.</param>
    public sealed record Decided(StartResult Result) : IntakeOutcome;

    /// <summary>
    /// The request was refused for its account, and its sender is to learn why. The letter belongs in the poison queue,
    /// in the place of the message.
    /// </summary>
    /// <param name="Letter">The request and the reason.</param>
    public sealed record Refused(BinaryData Letter) : IntakeOutcome;

    /// <summary>
    /// Too many validations have not settled. Nothing was stored; the message is to be tried again, however long that
    /// takes.
    /// </summary>
    /// <param name="Again">The text of a new message that means the same, for where this one cannot be held any
    /// longer.</param>
    public sealed record NotYet(BinaryData Again) : IntakeOutcome
    {
        /// <summary>Shows nothing of the request: the text may reach a log.</summary>
        public override string ToString() => "to be tried again";
    }

    /// <summary>The message is no start request, and never will be. It belongs in the poison queue.</summary>
    /// <param name="Errors">What is wrong, field by field.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : IntakeOutcome;
}
