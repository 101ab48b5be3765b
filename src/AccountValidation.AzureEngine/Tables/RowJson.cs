using System.Text.Json.Serialization;
using AccountValidation.Core.Accounts;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>The JSON of the columns that hold several values.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(AccountDetails))]
internal sealed partial class RowJson : JsonSerializerContext;
