namespace AccountValidation.Simulation.Juspay;

/// <summary>What becomes of one call to Juspay.</summary>
internal enum Fate
{
    /// <summary>It is answered.</summary>
    Answered,

    /// <summary>No connection stands: nothing was sent.</summary>
    ConnectionRefused,

    /// <summary>The request is lost on its way, and nobody answers.</summary>
    RequestLost,

    /// <summary>Juspay does what was asked, and the answer is lost.</summary>
    AnswerLost,

    /// <summary>The connection breaks before the request arrived.</summary>
    BrokenBefore,

    /// <summary>Juspay does what was asked, and the connection breaks.</summary>
    BrokenAfter,

    /// <summary>A gateway answers 5xx, and Juspay never sees the request.</summary>
    ErrorBefore,

    /// <summary>Juspay does what was asked, and a gateway answers 5xx.</summary>
    ErrorAfter,

    /// <summary>Juspay itself answers 429, and does nothing.</summary>
    Throttled,

    /// <summary>Juspay does what was asked, and what comes back is no answer.</summary>
    Garbage,

    /// <summary>Juspay does what was asked, and the answer breaks off.</summary>
    Truncated,

    /// <summary>Juspay does what was asked, and the answer's body never comes to its end.</summary>
    Hanging,

    /// <summary>A redirect, which is not followed.</summary>
    Redirected,

    /// <summary>Juspay refuses the request itself.</summary>
    Refused,

    /// <summary>A stranger answers as Juspay may, and Juspay never sees the request.</summary>
    StrangerBefore,

    /// <summary>Juspay does what was asked, and a stranger answers as Juspay may.</summary>
    StrangerAfter,

    /// <summary>Juspay itself answers 401, 403 or 429, and does nothing.</summary>
    PutOff,

    /// <summary>Juspay itself answers 401, 403 or 429, and does what was asked.</summary>
    PutOffAfter,

    /// <summary>The answer is about another account, and Juspay never sees the request.</summary>
    OtherIdBefore,

    /// <summary>Juspay does what was asked, and the answer is about another account.</summary>
    OtherIdAfter,
}
