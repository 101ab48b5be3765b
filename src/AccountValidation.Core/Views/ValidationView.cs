using System.Text.Json.Serialization;

namespace AccountValidation.Core.Views;

/// <summary>
/// A validation as the outside sees it: whole in an answer about one, without <see cref="Timeline"/> in a list, without
/// <see cref="Timeline"/> and <see cref="Callback"/> in a callback.
/// </summary>
public sealed record ValidationView
{
    /// <summary>The validation's id.</summary>
    public required string Id { get; init; }

    /// <summary>The status, such as <c>ACTIVE</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it settled other than <c>ACTIVE</c>.</summary>
    public required Reason? Reason { get; init; }

    /// <summary>Juspay's id of the customer.</summary>
    public required string CustomerId { get; init; }

    /// <summary>Juspay's id of the customer account.</summary>
    public required string CustomerAccountId { get; init; }

    /// <summary>The preferred gateway.</summary>
    public required string? Gateway { get; init; }

    /// <summary>The amount of the penny drop, a decimal number as text.</summary>
    public required string Amount { get; init; }

    /// <summary>The amount's currency: <c>INR</c>.</summary>
    public required string Currency { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it settled.</summary>
    public required DateTimeOffset? SettledAt { get; init; }

    /// <summary>When it expires without an answer.</summary>
    public required DateTimeOffset DeadlineAt { get; init; }

    /// <summary>When the next look or penny drop is planned.</summary>
    public required DateTimeOffset? NextCheckAt { get; init; }

    /// <summary>How many looks at the account have ended.</summary>
    public required int Checks { get; init; }

    /// <summary>How many penny drops were intended.</summary>
    public required int ValidateAttempts { get; init; }

    /// <summary>True when an earlier validation of the account was recent enough and no penny was dropped.</summary>
    public required bool Reused { get; init; }

    /// <summary>What Juspay says of the account, masked; null until it said something.</summary>
    public required AccountView? Account { get; init; }

    /// <summary>Where the callback stands.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required CallbackView? Callback { get; init; }

    /// <summary>The caller's own pairs.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>What happened and why, oldest first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required IReadOnlyList<TimelineEntryView>? Timeline { get; init; }

    /// <summary>Names ids only: the text may reach a log.</summary>
    public override string ToString() => $"{Id} ({Status})";
}

/// <summary>What Juspay says of the account. Account number and VPA are masked; what only a bank account has is left out of a VPA's.</summary>
public sealed record AccountView(
    string? Vpa,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AccountNumber,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Ifsc,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BankName,
    string? BeneficiaryName,
    DateTimeOffset? LastValidated)
{
    /// <summary>Names no person: the text may reach a log.</summary>
    public override string ToString() => nameof(AccountView);
}

/// <summary>Where the callback stands.</summary>
public sealed record CallbackView(
    string Status,
    string? Url,
    int Attempts,
    DateTimeOffset? NextAttemptAt,
    int? LastResponse,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? LastError,
    DateTimeOffset? DeliveredAt);

/// <summary>One line of the timeline.</summary>
public sealed record TimelineEntryView(DateTimeOffset At, string Event, string? Detail);

/// <summary>The body of a callback.</summary>
/// <param name="Type">The event type, such as <c>validation.active</c>.</param>
/// <param name="Timestamp">When the validation settled.</param>
/// <param name="Data">The validation.</param>
public sealed record CallbackMessage(string Type, DateTimeOffset Timestamp, ValidationView Data)
{
    /// <summary>Names ids only: the text may reach a log.</summary>
    public override string ToString() => $"{Type} {Data}";
}
