using AccountValidation.Service.Api;

namespace AccountValidation.Service.Queues;

/// <summary>What became of a message of the intake queue.</summary>
public abstract record IntakeOutcome
{
    private IntakeOutcome()
    {
    }

    /// <summary>The request was decided on: started, or refused for a reason that another try would not change. The message is done.</summary>
    /// <param name="Result">The decision.</param>
    public sealed record Decided(StartResult Result) : IntakeOutcome;

    /// <summary>The message is no start request, and never will be. It belongs in the poison queue.</summary>
    /// <param name="Errors">What is wrong, field by field.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : IntakeOutcome;
}
