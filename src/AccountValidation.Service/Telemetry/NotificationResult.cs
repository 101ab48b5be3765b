namespace AccountValidation.Service.Telemetry;

/// <summary>What became of a notification.</summary>
public enum NotificationResult
{
    /// <summary>It names an account with a validation in flight.</summary>
    Applied,

    /// <summary>It names none.</summary>
    NothingFound,

    /// <summary>There were too many of late: it was not looked into.</summary>
    Limited,

    /// <summary>Its sender or its form was refused.</summary>
    Refused,

    /// <summary>The store did not work.</summary>
    Unavailable,
}
