using System.Text.Json;
using System.Text.Json.Serialization;
using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Views;

namespace AccountValidation.Service.Api;

/// <summary>What a validation shows in the management API as its input. Metadata and callback URL may hold personal data or tokens, so they are left out.</summary>
public sealed record InstanceInput(string ValidationId, string CustomerId, string CustomerAccountId, string? Gateway, string Amount)
{
    /// <summary>The input of a validation.</summary>
    public static InstanceInput Of(Validation validation) => new(
        validation.Id,
        validation.Request.CustomerId,
        validation.Request.CustomerAccountId,
        validation.Request.Gateway,
        Projection.AmountText(validation.Request.Amount));
}

/// <summary>What a validation shows in the management API as its custom status: how far it is, without personal data.</summary>
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
        new(StatusNames.Of(validation.Callback?.Status), validation.Callback?.Attempts ?? 0, validation.Callback?.NextAttemptAt));
}

/// <summary>Where the callback stands, without its URL.</summary>
public sealed record InstanceCallback(string Status, int Attempts, DateTimeOffset? NextAttemptAt);

/// <summary>What a validation shows in the management API as its output.</summary>
public sealed record InstanceOutput(string Status, string? ReasonCode, string? JuspayErrorCode, DateTimeOffset SettledAt)
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
