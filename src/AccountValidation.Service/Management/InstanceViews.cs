using System.Text.Json;
using System.Text.Json.Serialization;
using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Views;

namespace AccountValidation.Service.Management;

/// <summary>
/// The input of a validation in the management API. Metadata and callback URL may hold personal data or tokens, so the
/// input omits them.
/// </summary>
/// <param name="ValidationId">The validation's id.</param>
/// <param name="CustomerId">Juspay's id of the customer.</param>
/// <param name="CustomerAccountId">Juspay's id of the customer account.</param>
/// <param name="Gateway">The preferred gateway; null for Juspay's choice.</param>
/// <param name="Amount">The amount of the penny drop in INR: a decimal number as a string, without superfluous
/// zeros.</param>
public sealed record InstanceInput(
    string ValidationId, string CustomerId, string CustomerAccountId, string? Gateway, string Amount)
{
    /// <summary>The input of a validation.</summary>
    public static InstanceInput Of(Validation validation) => new(
        validation.Id,
        validation.Request.CustomerId,
        validation.Request.CustomerAccountId,
        validation.Request.Gateway,
        Projection.AmountText(validation.Request.Amount));
}

/// <summary>The custom status of a validation in the management API: its progress, without personal data.</summary>
/// <param name="Status">The validation's status.</param>
/// <param name="ReasonCode">The validation's <c>reason.code</c>; null while it is <c>PENDING</c> and when it is
/// <c>ACTIVE</c>.</param>
/// <param name="NextCheckAt">The planned time of the next check or penny drop. Null during a penny drop, while an
/// operator holds the validation, and after it has settled.</param>
/// <param name="WaitingFor">What the validation waits for; null once nothing is left to do.</param>
/// <param name="DeadlineAt">The time when the validation expires without an answer.</param>
/// <param name="Checks">The number of finished checks, failed checks included.</param>
/// <param name="ValidateAttempts">The number of intended penny drops, drops that Juspay did not accept
/// included.</param>
/// <param name="Callback">The state of the callback's delivery.</param>
public sealed record InstanceCustomStatus(
    string Status,
    string? ReasonCode,
    DateTimeOffset? NextCheckAt,
    WaitingForView? WaitingFor,
    DateTimeOffset DeadlineAt,
    int Checks,
    int ValidateAttempts,
    InstanceCallback Callback)
{
    /// <summary>The custom status of a validation.</summary>
    public static InstanceCustomStatus Of(Validation validation) => new(
        StatusNames.Of(validation.Status),
        (validation.Stage as Stage.Settled)?.Reason?.Code,
        Lifecycle.NextCheckAt(validation),
        Projection.WaitingForOf(validation),
        validation.DeadlineAt,
        validation.Checks,
        validation.ValidateAttempts,
        new(StatusNames.Of(validation.Callback?.Status), validation.Callback?.Attempts ?? 0, validation.NextAttemptAt));
}

/// <summary>The state of a callback's delivery, without its URL.</summary>
/// <param name="Status">The status of the delivery.</param>
/// <param name="Attempts">The number of attempts, redeliveries included.</param>
/// <param name="NextAttemptAt">The planned time of the next attempt; null when none is planned.</param>
public sealed record InstanceCallback(string Status, int Attempts, DateTimeOffset? NextAttemptAt);

/// <summary>The output of a validation in the management API: its result.</summary>
/// <param name="Status">The final status.</param>
/// <param name="ReasonCode">The validation's <c>reason.code</c>; null for an <c>ACTIVE</c> validation.</param>
/// <param name="JuspayErrorCode">Juspay's error code; null when Juspay gave none.</param>
/// <param name="SettledAt">The time when the validation settled.</param>
public sealed record InstanceOutput(
    string Status, string? ReasonCode, string? JuspayErrorCode, DateTimeOffset SettledAt)
{
    /// <summary>The output of a settled validation.</summary>
    public static InstanceOutput Of(ValidationStatus status, Stage.Settled settled) =>
        new(StatusNames.Of(status), settled.Reason?.Code, settled.Reason?.JuspayErrorCode, settled.At);
}

/// <summary>Writes the views of the management API as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(InstanceInput))]
[JsonSerializable(typeof(InstanceCustomStatus))]
[JsonSerializable(typeof(InstanceOutput))]
public sealed partial class InstanceJson : JsonSerializerContext;
