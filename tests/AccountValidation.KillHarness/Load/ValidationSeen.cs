namespace AccountValidation.KillHarness.Load;

/// <summary>A validation as the API shows it.</summary>
internal sealed record ValidationSeen(
    string Id,
    string Status,
    string CustomerId,
    string CustomerAccountId,
    DateTimeOffset CreatedAt,
    int ValidateAttempts,
    CallbackSeen? Callback,
    IReadOnlyList<TimelineSeen>? Timeline)
{
    /// <summary>True when nothing is left to do.</summary>
    public bool IsFinished => Status != "PENDING" && Callback?.Status is "DELIVERED" or "FAILED";
}

/// <summary>Its callback.</summary>
internal sealed record CallbackSeen(string Status);

/// <summary>An entry of its story.</summary>
internal sealed record TimelineSeen(string Event, string? Detail);

/// <summary>A page of the list.</summary>
internal sealed record ListSeen(IReadOnlyList<ValidationSeen> Items, string? ContinuationToken);
