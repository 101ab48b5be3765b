namespace AccountValidation.KillHarness.Receivers;

/// <summary>How a receiver of callbacks behaves.</summary>
internal enum ReceiverKind
{
    /// <summary>Takes everything.</summary>
    Accepting,

    /// <summary>Takes about half; answers 500 or 429, redirects, or breaks off otherwise.</summary>
    Flaky,

    /// <summary>Takes about half, and does not answer otherwise.</summary>
    Hanging,

    /// <summary>410: wants no more.</summary>
    Gone,

    /// <summary>500, for ever.</summary>
    Refusing,
}
