using System.Text.Json.Serialization;

namespace AccountValidation.Core.Views;

/// <summary>
/// A validation as callers see it. A single response holds the whole view. A list leaves out the timeline; a callback
/// leaves out timeline and callback.
/// </summary>
public sealed record ValidationView
{
    /// <summary>The validation's id: <c>val_</c> and a ULID, so that ids sort by time.</summary>
    public required string Id { get; init; }

    /// <summary>The status of the validation. Every status except <c>PENDING</c> is final.</summary>
    public required string Status { get; init; }

    /// <summary>
    /// Why the validation settled other than <c>ACTIVE</c>; null when it is <c>ACTIVE</c>. While it is <c>PENDING</c>,
    /// the reason says why it can neither pay nor check, and is null otherwise.
    /// </summary>
    public required Reason? Reason { get; init; }

    /// <summary>Juspay's id of the customer.</summary>
    public required string CustomerId { get; init; }

    /// <summary>Juspay's id of the customer account.</summary>
    public required string CustomerAccountId { get; init; }

    /// <summary>The preferred gateway; null for Juspay's choice.</summary>
    public required string? Gateway { get; init; }

    /// <summary>
    /// The amount of the penny drop: a decimal number as a string without superfluous zeros, such as <c>1</c> or
    /// <c>2.5</c>.
    /// </summary>
    public required string Amount { get; init; }

    /// <summary>The amount's currency: <c>INR</c>.</summary>
    public required string Currency { get; init; }

    /// <summary>When the service accepted the request.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the validation settled; null while it is <c>PENDING</c>.</summary>
    public required DateTimeOffset? SettledAt { get; init; }

    /// <summary>When the validation expires without an answer.</summary>
    public required DateTimeOffset DeadlineAt { get; init; }

    /// <summary>
    /// When the next check or penny drop is planned. Null while a drop is under way, while an operator holds the
    /// validation, and once it has settled.
    /// </summary>
    public required DateTimeOffset? NextCheckAt { get; init; }

    /// <summary>
    /// What the validation waits for; left out once nothing is left to do, and of a callback's own body.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required WaitingForView? WaitingFor { get; init; }

    /// <summary>How many checks have ended, failed ones included.</summary>
    public required int Checks { get; init; }

    /// <summary>How many penny drops were intended, unaccepted drops included.</summary>
    public required int ValidateAttempts { get; init; }

    /// <summary>True when an earlier validation of the account was recent enough and no penny was dropped.</summary>
    public required bool Reused { get; init; }

    /// <summary>
    /// True when Juspay took the penny drop and, an hour later, still showed the account exactly as before. The
    /// unchanged state counts as the answer.
    /// </summary>
    public required bool Unchanged { get; init; }

    /// <summary>The masked account as Juspay shows it; null before Juspay's first answer.</summary>
    public required AccountView? Account { get; init; }

    /// <summary>The state of the callback's delivery; left out of a callback's own body.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required CallbackView? Callback { get; init; }

    /// <summary>The pairs of the start request; empty when the request held no pairs.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>
    /// The events and their causes, oldest first, at most 50 entries. The same event with the same detail in a row
    /// makes one entry.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required IReadOnlyList<TimelineEntryView>? Timeline { get; init; }

    /// <summary>Names ids only: the string may reach a log.</summary>
    public override string ToString() => $"{Id} ({Status})";
}

/// <summary>
/// The account as Juspay shows it, with masked account number and VPA. Fields that only a bank account has are left out
/// for a VPA.
/// </summary>
/// <param name="Vpa">The masked VPA, such as <c>42******77@yesg</c>; null for a bank account.</param>
/// <param name="AccountNumber">The masked account number, such as <c>********1234</c>; left out for a VPA.</param>
/// <param name="Ifsc">The bank branch's IFSC; left out when Juspay gives none.</param>
/// <param name="BankName">The bank's name; left out when Juspay gives none.</param>
/// <param name="BeneficiaryName">The beneficiary's name as Juspay gives it, to compare with the customer's; null when
/// Juspay gives no name. A merchant supplies the name when the account is created. Personal data.</param>
/// <param name="LastValidated">When Juspay last validated the account; null when Juspay does not say.</param>
public sealed record AccountView(
    string? Vpa,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AccountNumber,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Ifsc,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BankName,
    string? BeneficiaryName,
    DateTimeOffset? LastValidated)
{
    /// <summary>Names no person: the string may reach a log.</summary>
    public override string ToString() => nameof(AccountView);
}

/// <summary>What an unfinished validation waits for.</summary>
/// <param name="Cause">The cause, such as <c>key-refused</c>; a name of <see cref="WaitCause"/>.</param>
/// <param name="Since">When the validation began to wait for this cause.</param>
/// <param name="NextStepAt">When the next step is planned. Null while a penny drop is under way, and while an operator
/// holds the validation.</param>
/// <param name="Rule">The rule that chose the time of the next step, such as <c>back-off</c>; a name of
/// <see cref="WaitRule"/>. Null when no step is planned.</param>
public sealed record WaitingForView(string Cause, DateTimeOffset Since, DateTimeOffset? NextStepAt, string? Rule);

/// <summary>The state of the callback's delivery.</summary>
/// <param name="Status"><c>NONE</c>, <c>PENDING</c>, <c>DELIVERED</c> or <c>FAILED</c>.</param>
/// <param name="Url">The callback URL exactly as given; null when the caller gave no URL.</param>
/// <param name="Attempts">How many attempts were made, redeliveries included.</param>
/// <param name="NextAttemptAt">When the next attempt is planned. Null when no attempt is planned, and while an operator
/// holds the validation.</param>
/// <param name="LastResponse">The HTTP status of the last attempt; null before the first attempt, or when the attempt
/// got no status.</param>
/// <param name="LastError">Why the last attempt got no HTTP status; left out when it got a status.</param>
/// <param name="DeliveredAt">When the receiver answered 2xx; null before that, and again from a redelivery on.</param>
public sealed record CallbackView(
    string Status,
    string? Url,
    int Attempts,
    DateTimeOffset? NextAttemptAt,
    int? LastResponse,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? LastError,
    DateTimeOffset? DeliveredAt)
{
    /// <summary>Shows no URL: the string may reach a log.</summary>
    public override string ToString() => Status;
}

/// <summary>An entry of the timeline.</summary>
/// <param name="At">When the event happened; the first time if it happened several times in a row.</param>
/// <param name="Event">The name of the event.</param>
/// <param name="Detail">More about the event, with the number of repetitions if any; null when there is nothing more to
/// say. Words, not for parsing.</param>
public sealed record TimelineEntryView(DateTimeOffset At, string Event, string? Detail);

/// <summary>The body of a callback.</summary>
/// <param name="Type">The event type, such as <c>validation.active</c>.</param>
/// <param name="Timestamp">When the validation settled.</param>
/// <param name="Data">The validation.</param>
public sealed record CallbackMessage(string Type, DateTimeOffset Timestamp, ValidationView Data)
{
    /// <summary>Names ids only: the string may reach a log.</summary>
    public override string ToString() => $"{Type} {Data}";
}
