using System.Text.Json.Serialization;

namespace AccountValidation.AzureEngine.Permits;

/// <summary>The JSON of the column that holds the askers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Dictionary<string, Asker>))]
internal sealed partial class CallPlanJson : JsonSerializerContext;
