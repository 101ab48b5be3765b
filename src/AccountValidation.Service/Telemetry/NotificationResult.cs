namespace AccountValidation.Service.Telemetry;

/// <summary>What became of a notification.</summary>
public enum NotificationResult
{
    /// <summary>It names an account with an unsettled validation.</summary>
    Applied,

    /// <summary>It names none.</summary>
    NothingFound,

    /// <summary>Too many came lately: the service did not read this one.</summary>
    Limited,

    /// <summary>Its sender or its form was refused.</summary>
    Refused,

    /// <summary>The store did not work.</summary>
    Unavailable,
}
