using System.Text.Json;
using System.Text.Json.Serialization;
using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Views;

namespace AccountValidation.Service.Management;

/// <summary>
/// What a validation shows in the management API as its input. Metadata and callback URL may hold personal data or
/// tokens, so they are left out.
/// </summary>
/// <param name="ValidationId">The validation's id.</param>
/// <param name="CustomerId">Juspay's id of the customer.</param>
/// <param name="CustomerAccountId">Juspay's id of the customer account.</param>
/// <param name="Gateway">The preferred gateway; null for Juspay's choice.</param>
/// <param name="Amount">The amount of the penny drop in INR, a decimal number as text without superfluous
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

/// <summary>
/// What a validation shows in the management API as its custom status: how far it is, without personal data.
/// </summary>
/// <param name="Status">Where the validation stands.</param>
/// <param name="ReasonCode">The validation's <c>reason.code</c>; null while it is <c>PENDING</c> and when it is
/// <c>ACTIVE</c>.</param>
/// <param name="NextCheckAt">When the next check or penny drop is planned; null while a penny drop is under way, while
/// an operator holds it, and when it has settled.</param>
/// <param name="DeadlineAt">When it expires without an answer.</param>
/// <param name="Checks">How many checks have ended, failed ones included.</param>
/// <param name="ValidateAttempts">How many penny drops were intended, those that Juspay did not accept
/// included.</param>
/// <param name="Callback">Where the delivery of the callback stands.</param>
public sealed record InstanceCustomStatus(
    string Status,
    string? ReasonCode,
    DateTimeOffset? NextCheckAt,
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
        validation.DeadlineAt,
        validation.Checks,
        validation.ValidateAttempts,
        new(StatusNames.Of(validation.Callback?.Status), validation.Callback?.Attempts ?? 0, validation.NextAttemptAt));
}

/// <summary>Where the delivery of the callback stands, without its URL.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="Attempts">How many attempts were made, redeliveries included.</param>
/// <param name="NextAttemptAt">When the next attempt is planned; null when none is.</param>
public sealed record InstanceCallback(string Status, int Attempts, DateTimeOffset? NextAttemptAt);

/// <summary>What a validation shows in the management API as its output: its answer.</summary>
/// <param name="Status">How it settled.</param>
/// <param name="ReasonCode">The validation's <c>reason.code</c>; null when it is <c>ACTIVE</c>.</param>
/// <param name="JuspayErrorCode">Juspay's error code; null when it gave none.</param>
/// <param name="SettledAt">When it settled.</param>
public sealed record InstanceOutput(
    string Status, string? ReasonCode, string? JuspayErrorCode, DateTimeOffset SettledAt)
{
    /// <summary>The output of a validation that has settled.</summary>
    public static InstanceOutput Of(ValidationStatus status, Stage.Settled settled) =>
        new(StatusNames.Of(status), settled.Reason?.Code, settled.Reason?.JuspayErrorCode, settled.At);
}

/// <summary>The JSON of what a validation shows in the management API.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(InstanceInput))]
[JsonSerializable(typeof(InstanceCustomStatus))]
[JsonSerializable(typeof(InstanceOutput))]
public sealed partial class InstanceJson : JsonSerializerContext;
