using AccountValidation.KillHarness.Receivers;

namespace AccountValidation.KillHarness.Load;

/// <summary>A start that the caller wants, under one idempotency key, and what it knows of it.</summary>
internal sealed class StartIntent(string key, string customerId, string accountId, ReceiverKind receiver, bool isFirst)
{
    public string Key => key;

    public string CustomerId => customerId;

    public string AccountId => accountId;

    public ReceiverKind Receiver => receiver;

    /// <summary>True for the first start of its account.</summary>
    public bool IsFirst => isFirst;

    /// <summary>The validation, once an answer named it.</summary>
    public string? ValidationId { get; set; }

    /// <summary>True when the account was busy: nothing was started.</summary>
    public bool WasBusy { get; set; }

    /// <summary>True when a request of it ended without an answer: whether it was stored was not known.</summary>
    public bool LostAnswer { get; set; }

    /// <summary>
    /// True when that start turned out to be stored: the kill fell between the commit and the answer.
    /// </summary>
    public bool WasStoredUnanswered { get; set; }

    /// <summary>True when somebody asked to cancel it.</summary>
    public bool WasCancelled { get; set; }

    /// <summary>True when it is not known yet what became of it.</summary>
    public bool IsOpen => ValidationId is null && !WasBusy;
}
