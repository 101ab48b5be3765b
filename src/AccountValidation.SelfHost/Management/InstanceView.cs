using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccountValidation.Core;
using AccountValidation.Service.Management;

namespace AccountValidation.SelfHost.Management;

/// <summary>
/// Turns a validation into an instance with the same properties, in the same order, as the extension.
/// </summary>
internal static class InstanceView
{
    /// <summary>The name of every instance.</summary>
    public const string Name = "ValidateAccount";

    /// <summary>Returns an instance without its history.</summary>
    public static JsonObject Of(Validation validation, bool showInput) =>
        new()
        {
            ["name"] = Name,
            ["instanceId"] = validation.Id,
            ["runtimeStatus"] = RuntimeStatuses.Of(validation).ToString(),
            ["input"] = showInput ? InputOf(validation) : null,
            ["customStatus"] = JsonSerializer.SerializeToNode(
                InstanceCustomStatus.Of(validation), InstanceJson.Default.InstanceCustomStatus),
            ["output"] = OutputOf(validation),
            ["createdTime"] = Seconds(validation.CreatedAt),
            ["lastUpdatedTime"] = Seconds(LastUpdated(validation)),
        };

    public static JsonNode? InputOf(Validation validation) =>
        JsonSerializer.SerializeToNode(InstanceInput.Of(validation), InstanceJson.Default.InstanceInput);

    /// <summary>
    /// The result once the validation is finished. Before that, and after a terminate, the last reason of an operator.
    /// </summary>
    public static JsonNode? OutputOf(Validation validation) =>
        (RuntimeStatuses.Of(validation), validation.Stage) switch
        {
            (RuntimeStatus.Completed, Stage.Settled settled) => JsonSerializer.SerializeToNode(
                InstanceOutput.Of(validation.Status, settled), InstanceJson.Default.InstanceOutput),
            _ => validation.Control?.Reason,
        };

    /// <summary>The time of the last event of the timeline; without events the time of the creation.</summary>
    public static DateTimeOffset LastUpdated(Validation validation) =>
        validation.Timeline.Entries is [.., var last] ? last.LastAt : validation.CreatedAt;

    private static string Seconds(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
