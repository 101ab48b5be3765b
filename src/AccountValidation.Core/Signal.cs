namespace AccountValidation.Core;

/// <summary>A wish that reaches a validation from outside, at any moment.</summary>
public abstract record Signal
{
    private Signal()
    {
    }

    /// <summary>Stop.</summary>
    public sealed record Cancel : Signal;

    /// <summary>Bring the next look forward.</summary>
    public sealed record Check : Signal;

    /// <summary>Deliver the callback again, the whole schedule from its start.</summary>
    public sealed record Redeliver : Signal;
}
