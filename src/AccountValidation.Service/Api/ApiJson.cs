using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AccountValidation.Core.Views;

namespace AccountValidation.Service.Api;

/// <summary>One page of the list.</summary>
/// <param name="Items">The validations, newest first, without timelines.</param>
/// <param name="ContinuationToken">The query parameter <c>continuationToken</c> of the next page; null on the last
/// page.</param>
public sealed record ValidationPage(IReadOnlyList<ValidationView> Items, string? ContinuationToken);

/// <summary>The response of a health endpoint.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="Version">The version of the running service.</param>
/// <param name="Checks">The health checks by name: <c>juspay-key</c>, <c>store</c> and perhaps further names.</param>
public sealed record HealthView(string Status, string Version, IReadOnlyDictionary<string, HealthEntryView> Checks);

/// <summary>The result of one health check.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="Description">The fault; null when the check is <c>healthy</c>.</param>
public sealed record HealthEntryView(string Status, string? Description);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(ValidationPage))]
[JsonSerializable(typeof(SummaryView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ApiJson : JsonSerializerContext;
