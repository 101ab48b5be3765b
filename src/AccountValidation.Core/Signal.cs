namespace AccountValidation.Core;

/// <summary>An input to a validation from outside, at any moment.</summary>
public abstract record Signal
{
    private Signal()
    {
    }

    /// <summary>
    /// A signal of the HTTP contract, from a caller or from Juspay. Every engine applies these signals.
    /// </summary>
    public abstract record OfContract : Signal
    {
        private protected OfContract()
        {
        }
    }

    /// <summary>Stops the validation.</summary>
    public sealed record Cancel : OfContract;

    /// <summary>Brings the next check forward.</summary>
    public sealed record Check : OfContract;

    /// <summary>
    /// Juspay sent a notification that names the account. The next check comes soon, at most once per
    /// <c>Recheck:FirstDelay</c>: a flood of notifications makes no flood of checks.
    /// </summary>
    public sealed record Hint : OfContract;

    /// <summary>Holds every step and timer until <see cref="Resume"/>.</summary>
    /// <param name="Reason">The operator's reason; null when the operator gave no reason.</param>
    public sealed record Suspend(string? Reason) : Signal
    {
        /// <summary>Holds no free text: the string may reach a log.</summary>
        public override string ToString() => nameof(Suspend);
    }

    /// <summary>Continues after <see cref="Suspend"/>.</summary>
    /// <param name="Reason">The operator's reason; null when the operator gave no reason.</param>
    public sealed record Resume(string? Reason) : Signal
    {
        /// <summary>Holds no free text: the string may reach a log.</summary>
        public override string ToString() => nameof(Resume);
    }

    /// <summary>An operator stops the validation: a <see cref="Cancel"/> that also ends a suspension.</summary>
    /// <param name="Reason">The operator's reason; null when the operator gave no reason.</param>
    public sealed record Terminate(string? Reason) : Signal
    {
        /// <summary>Holds no free text: the string may reach a log.</summary>
        public override string ToString() => nameof(Terminate);
    }

    /// <summary>Delivers the callback again, with the whole schedule from its start.</summary>
    public sealed record Redeliver : OfContract;
}
