namespace AccountValidation.Simulation.Juspay;

/// <summary>The fates of a call to Juspay.</summary>
internal enum Fate
{
    /// <summary>Juspay answers.</summary>
    Answered,

    /// <summary>No connection: nothing was sent.</summary>
    ConnectionRefused,

    /// <summary>The request is lost on its way, and nobody answers.</summary>
    RequestLost,

    /// <summary>Juspay acts, and the answer is lost.</summary>
    AnswerLost,

    /// <summary>The connection breaks before the request arrives.</summary>
    BrokenBefore,

    /// <summary>Juspay acts, and the connection breaks.</summary>
    BrokenAfter,

    /// <summary>A gateway answers 5xx, and Juspay never sees the request.</summary>
    ErrorBefore,

    /// <summary>Juspay acts, and a gateway answers 5xx.</summary>
    ErrorAfter,

    /// <summary>Juspay itself answers 429, and does not act.</summary>
    Throttled,

    /// <summary>Juspay acts, and the response is no answer.</summary>
    Garbage,

    /// <summary>Juspay acts, and the answer breaks off.</summary>
    Truncated,

    /// <summary>Juspay acts, and the answer's body never ends.</summary>
    Hanging,

    /// <summary>A redirect, which the service does not follow.</summary>
    Redirected,

    /// <summary>Juspay itself refuses the request.</summary>
    Refused,

    /// <summary>A stranger answers as Juspay may, and Juspay never sees the request.</summary>
    StrangerBefore,

    /// <summary>Juspay acts, and a stranger answers as Juspay may.</summary>
    StrangerAfter,

    /// <summary>Juspay itself answers 401, 403 or 429, and does not act.</summary>
    PutOff,

    /// <summary>Juspay itself answers 401, 403 or 429, and acts.</summary>
    PutOffAfter,

    /// <summary>The answer is about another account, and Juspay never sees the request.</summary>
    OtherIdBefore,

    /// <summary>Juspay acts, and the answer is about another account.</summary>
    OtherIdAfter,
}
