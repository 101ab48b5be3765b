namespace AccountValidation.Service.Telemetry;

/// <summary>The result of a notification.</summary>
public enum NotificationResult
{
    /// <summary>The notification names an account with an unsettled validation.</summary>
    Applied,

    /// <summary>The notification names no account with an unsettled validation.</summary>
    NothingFound,

    /// <summary>Too many notifications came lately, so the service searched for no account.</summary>
    Limited,

    /// <summary>The service refused the notification's sender or form.</summary>
    Refused,

    /// <summary>The store did not work.</summary>
    Unavailable,
}
