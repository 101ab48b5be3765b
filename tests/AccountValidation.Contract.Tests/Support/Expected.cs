namespace AccountValidation.Contract.Tests;

/// <summary>The fields that the contract guarantees.</summary>
internal static class Expected
{
    public static readonly string[] Fields =
    [
        "id",
        "status",
        "reason",
        "customerId",
        "customerAccountId",
        "gateway",
        "amount",
        "currency",
        "createdAt",
        "settledAt",
        "deadlineAt",
        "nextCheckAt",
        "checks",
        "validateAttempts",
        "reused",
        "unchanged",
        "account",
        "callback",
        "metadata",
        "timeline",
    ];

    /// <summary>The fields of a validation that waits for something, in their order.</summary>
    public static IEnumerable<string> FieldsWhileWaiting =>
        Fields.SelectMany(name => name == "nextCheckAt" ? new[] { name, "waitingFor" } : [name]);

    public static readonly string[] CallbackFields =
    [
        "status",
        "url",
        "attempts",
        "nextAttemptAt",
        "lastResponse",
        "deliveredAt",
    ];

    public static readonly string[] AccountFields =
    [
        "vpa",
        "accountNumber",
        "ifsc",
        "bankName",
        "beneficiaryName",
        "lastValidated",
    ];
}
