using AccountValidation.Core.Accounts;

namespace AccountValidation.Core;

/// <summary>The names of statuses as they appear in JSON.</summary>
public static class StatusNames
{
    /// <summary>All states of a callback; null for a validation without callback.</summary>
    public static IReadOnlyList<CallbackStatus?> CallbackStatuses { get; } =
        [null, CallbackStatus.Pending, CallbackStatus.Delivered, CallbackStatus.Failed];

    /// <summary>The name of a validation's status, such as <c>ACTIVE</c>.</summary>
    public static string Of(ValidationStatus status) => status switch
    {
        ValidationStatus.Pending => "PENDING",
        ValidationStatus.Active => "ACTIVE",
        ValidationStatus.Failure => "FAILURE",
        ValidationStatus.Rejected => "REJECTED",
        ValidationStatus.Expired => "EXPIRED",
        ValidationStatus.Cancelled => "CANCELLED",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Unknown validation status."),
    };

    /// <summary>The name of Juspay's status of an account, such as <c>CREATED</c>.</summary>
    public static string Of(AccountStatus status) => status switch
    {
        AccountStatus.Created => "CREATED",
        AccountStatus.Pending => "PENDING",
        AccountStatus.Active => "ACTIVE",
        AccountStatus.Failure => "FAILURE",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Unknown account status."),
    };

    /// <summary>The name of a callback's status; <c>NONE</c> when the caller gave no callback URL.</summary>
    public static string Of(CallbackStatus? status) => status switch
    {
        null => "NONE",
        CallbackStatus.Pending => "PENDING",
        CallbackStatus.Delivered => "DELIVERED",
        CallbackStatus.Failed => "FAILED",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Unknown callback status."),
    };

    /// <summary>
    /// Reads the name of a callback's status, in any case; <c>NONE</c> gives null. False when no status has the name.
    /// </summary>
    public static bool TryParseCallback(string name, out CallbackStatus? status)
    {
        foreach (var candidate in CallbackStatuses)
        {
            if (Of(candidate).Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                status = candidate;
                return true;
            }
        }

        status = null;
        return false;
    }

    /// <summary>The callback's event type of a terminal status, such as <c>validation.active</c>.</summary>
    public static string EventTypeOf(ValidationStatus status) => status switch
    {
        ValidationStatus.Active => "validation.active",
        ValidationStatus.Failure => "validation.failure",
        ValidationStatus.Rejected => "validation.rejected",
        ValidationStatus.Expired => "validation.expired",
        ValidationStatus.Cancelled => "validation.cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Only a terminal status has an event type."),
    };

    /// <summary>Reads the name of a validation's status, in any case; false when no status has the name.</summary>
    public static bool TryParse(string name, out ValidationStatus status)
    {
        foreach (var candidate in Enum.GetValues<ValidationStatus>())
        {
            if (Of(candidate).Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                status = candidate;
                return true;
            }
        }

        status = default;
        return false;
    }
}
