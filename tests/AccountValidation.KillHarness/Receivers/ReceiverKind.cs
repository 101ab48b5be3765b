namespace AccountValidation.KillHarness.Receivers;

/// <summary>The behaviours of receivers.</summary>
internal enum ReceiverKind
{
    /// <summary>Accepts every delivery.</summary>
    Accepting,

    /// <summary>Accepts about half; otherwise answers 500 or 429, redirects, or breaks the connection.</summary>
    Flaky,

    /// <summary>Accepts about half; otherwise does not answer.</summary>
    Hanging,

    /// <summary>Answers 410: the receiver is gone.</summary>
    Gone,

    /// <summary>Always answers 500.</summary>
    Refusing,
}
