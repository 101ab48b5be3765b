using System.Text.Json.Serialization;

namespace AccountValidation.Core.Views;

/// <summary>
/// A validation as the outside sees it: whole in an answer about one, without timeline in a list, without timeline and
/// callback in a callback.
/// </summary>
public sealed record ValidationView
{
    /// <summary>The validation's id: <c>val_</c> and a ULID, so that ids sort by time.</summary>
    public required string Id { get; init; }

    /// <summary>Where the validation stands. Every status but <c>PENDING</c> is final.</summary>
    public required string Status { get; init; }

    /// <summary>
    /// Why it settled other than <c>ACTIVE</c>; null when it is <c>ACTIVE</c>, and while it is <c>PENDING</c> unless it
    /// waits for the end of a penny drop of the account that it cannot ask about.
    /// </summary>
    public required Reason? Reason { get; init; }

    /// <summary>Juspay's id of the customer.</summary>
    public required string CustomerId { get; init; }

    /// <summary>Juspay's id of the customer account.</summary>
    public required string CustomerAccountId { get; init; }

    /// <summary>The preferred gateway; null for Juspay's choice.</summary>
    public required string? Gateway { get; init; }

    /// <summary>
    /// The amount of the penny drop, a decimal number as text without superfluous zeros, such as <c>1</c> or
    /// <c>2.5</c>.
    /// </summary>
    public required string Amount { get; init; }

    /// <summary>The amount's currency: <c>INR</c>.</summary>
    public required string Currency { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it settled; null while it is <c>PENDING</c>.</summary>
    public required DateTimeOffset? SettledAt { get; init; }

    /// <summary>When it expires without an answer.</summary>
    public required DateTimeOffset DeadlineAt { get; init; }

    /// <summary>
    /// When the next check or penny drop is planned; null while a penny drop is under way, while an operator holds the
    /// validation, and when it has settled.
    /// </summary>
    public required DateTimeOffset? NextCheckAt { get; init; }

    /// <summary>How many checks have ended, failed ones included.</summary>
    public required int Checks { get; init; }

    /// <summary>How many penny drops were intended, those that Juspay did not accept included.</summary>
    public required int ValidateAttempts { get; init; }

    /// <summary>True when an earlier validation of the account was recent enough and no penny was dropped.</summary>
    public required bool Reused { get; init; }

    /// <summary>
    /// True when Juspay took the penny drop and still showed the account exactly as before an hour later, so that this
    /// is taken for the answer.
    /// </summary>
    public required bool Unchanged { get; init; }

    /// <summary>What Juspay says of the account, masked; null until it said something.</summary>
    public required AccountView? Account { get; init; }

    /// <summary>Where the delivery of the callback stands.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required CallbackView? Callback { get; init; }

    /// <summary>The pairs that the start request gave; empty when it gave none.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>
    /// What happened and why, oldest first, at most 50 entries. The same event with the same detail in a row is one
    /// entry.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required IReadOnlyList<TimelineEntryView>? Timeline { get; init; }

    /// <summary>Names ids only: the text may reach a log.</summary>
    public override string ToString() => $"{Id} ({Status})";
}

/// <summary>
/// What Juspay says of the account. Account number and VPA are masked; what only a bank account has is left out of a
/// VPA's.
/// </summary>
/// <param name="Vpa">The masked VPA, such as <c>42******77@yesg</c>; null for a bank account.</param>
/// <param name="AccountNumber">The masked account number, such as <c>********1234</c>; left out for a VPA.</param>
/// <param name="Ifsc">The bank branch's IFSC; left out when Juspay gives none.</param>
/// <param name="BankName">The bank's name; left out when Juspay gives none.</param>
/// <param name="BeneficiaryName">The holder's name at the bank, to compare with the customer's; null when Juspay gives
/// none. Personal data.</param>
/// <param name="LastValidated">When Juspay last validated the account; null when it does not say.</param>
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

/// <summary>Where the delivery of the callback stands.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="Url">Where it goes, exactly as given; null when nobody is called back.</param>
/// <param name="Attempts">How many attempts were made, redeliveries included.</param>
/// <param name="NextAttemptAt">When the next attempt is planned; null when none is, and while an operator holds the
/// validation.</param>
/// <param name="LastResponse">The HTTP status of the last attempt; null when there was no attempt, or it got no
/// status.</param>
/// <param name="LastError">Why the last attempt got no HTTP status; left out when it got one.</param>
/// <param name="DeliveredAt">When the receiver answered 2xx; null while it has not, and again from a redelivery
/// on.</param>
public sealed record CallbackView(
    string Status,
    string? Url,
    int Attempts,
    DateTimeOffset? NextAttemptAt,
    int? LastResponse,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? LastError,
    DateTimeOffset? DeliveredAt)
{
    /// <summary>Shows no URL: the text may reach a log.</summary>
    public override string ToString() => Status;
}

/// <summary>One entry of the timeline.</summary>
/// <param name="At">When it happened, the first time if it happened several times in a row.</param>
/// <param name="Event">What happened.</param>
/// <param name="Detail">More of it, with the number of repetitions when there were any; null when there is no more to
/// say. Words, not for parsing.</param>
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
