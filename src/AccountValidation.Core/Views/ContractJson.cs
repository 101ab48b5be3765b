using System.Text.Json;
using System.Text.Json.Serialization;

namespace AccountValidation.Core.Views;

/// <summary>
/// The JSON of the HTTP contract: camelCase, nulls written, instants in UTC with at most milliseconds.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(ValidationView))]
[JsonSerializable(typeof(CallbackMessage))]
public sealed partial class ContractJson : JsonSerializerContext;
