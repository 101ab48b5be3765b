namespace AccountValidation.KillHarness.Load;

/// <summary>What became of one request to start.</summary>
internal abstract record StartAnswer
{
    private StartAnswer()
    {
    }

    /// <summary>200 or 202.</summary>
    internal sealed record Accepted(string ValidationId, bool IsReplayed) : StartAnswer;

    /// <summary>409: the account has an unsettled validation.</summary>
    internal sealed record Busy : StartAnswer;

    /// <summary>The service went away: it may be stored, or not.</summary>
    internal sealed record Lost : StartAnswer;

    /// <summary>Something that the contract does not allow here.</summary>
    internal sealed record Odd(string What) : StartAnswer;
}
