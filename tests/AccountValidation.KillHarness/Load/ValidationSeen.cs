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
    /// <summary>True when the validation is finished.</summary>
    public bool IsFinished => Status != "PENDING" && Callback?.Status is "DELIVERED" or "FAILED";
}

/// <summary>The callback of a validation.</summary>
internal sealed record CallbackSeen(string Status);

/// <summary>An entry of a validation's timeline.</summary>
internal sealed record TimelineSeen(string Event, string? Detail);

/// <summary>A page of the list.</summary>
internal sealed record ListSeen(IReadOnlyList<ValidationSeen> Items, string? ContinuationToken);
