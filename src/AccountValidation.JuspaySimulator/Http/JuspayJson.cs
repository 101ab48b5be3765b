using System.Text.Json.Serialization;

namespace AccountValidation.JuspaySimulator;

/// <summary>Juspay's JSON: snake_case, absent rather than null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccountBody))]
[JsonSerializable(typeof(ErrorBody))]
internal sealed partial class JuspayJson : JsonSerializerContext;
