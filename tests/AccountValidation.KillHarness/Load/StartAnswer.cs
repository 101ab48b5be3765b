namespace AccountValidation.KillHarness.Load;

/// <summary>The result of one start request.</summary>
internal abstract record StartAnswer
{
    private StartAnswer()
    {
    }

    /// <summary>200 or 202.</summary>
    internal sealed record Accepted(string ValidationId, bool IsReplayed) : StartAnswer;

    /// <summary>409: the account has an unsettled validation.</summary>
    internal sealed record Busy : StartAnswer;

    /// <summary>The service ended: the start may be stored or not.</summary>
    internal sealed record Lost : StartAnswer;

    /// <summary>A response that the contract does not allow here.</summary>
    internal sealed record Odd(string What) : StartAnswer;
}
