using AccountValidation.KillHarness.Receivers;

namespace AccountValidation.KillHarness.Load;

/// <summary>
/// A start that a caller intends, with one idempotency key, and the caller's knowledge of its result.
/// </summary>
internal sealed class StartIntent(string key, string customerId, string accountId, ReceiverKind receiver, bool isFirst)
{
    public string Key => key;

    public string CustomerId => customerId;

    public string AccountId => accountId;

    public ReceiverKind Receiver => receiver;

    /// <summary>True for the first start of its account.</summary>
    public bool IsFirst => isFirst;

    /// <summary>The id of the validation, once a response named it.</summary>
    public string? ValidationId { get; set; }

    /// <summary>True when the account was busy: nothing was started.</summary>
    public bool WasBusy { get; set; }

    /// <summary>True when a request of this start ended without a response: the start may be stored or not.</summary>
    public bool LostAnswer { get; set; }

    /// <summary>True when this start was stored: the kill fell between commit and response.</summary>
    public bool WasStoredUnanswered { get; set; }

    /// <summary>True when a caller cancelled the validation.</summary>
    public bool WasCancelled { get; set; }

    /// <summary>True while the result is unknown.</summary>
    public bool IsOpen => ValidationId is null && !WasBusy;
}
