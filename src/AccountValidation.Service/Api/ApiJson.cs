using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AccountValidation.Core.Views;

namespace AccountValidation.Service.Api;

/// <summary>One page of the list.</summary>
/// <param name="Items">The validations, newest first, without timelines.</param>
/// <param name="ContinuationToken">Give it as query parameter <c>continuationToken</c> to get the next page; null on
/// the last page.</param>
public sealed record ValidationPage(IReadOnlyList<ValidationView> Items, string? ContinuationToken);

/// <summary>What a health endpoint says.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="Version">The version of the service that answers.</param>
/// <param name="Checks">What was checked, by name: <c>juspay-key</c>, <c>store</c> and perhaps others.</param>
public sealed record HealthView(string Status, string Version, IReadOnlyDictionary<string, HealthEntryView> Checks);

/// <summary>What one check says.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="Description">What is wrong; null when nothing is.</param>
public sealed record HealthEntryView(string Status, string? Description);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(ValidationPage))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ApiJson : JsonSerializerContext;
