using System.Text.Json;
using System.Text.Json.Serialization;

namespace AccountValidation.JuspaySimulator;

/// <summary>The admin routes' JSON, whatever the host's own settings are.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(LedgerBody))]
[JsonSerializable(typeof(AccountAdminBody))]
[JsonSerializable(typeof(OverviewBody))]
internal sealed partial class AdminJson : JsonSerializerContext;
