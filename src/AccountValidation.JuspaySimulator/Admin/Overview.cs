using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AccountValidation.JuspaySimulator;

/// <summary>Says at the simulator's own address what it is and what can be asked of it.</summary>
internal static class Overview
{
    private static readonly AdminJson Indented = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static void Map(IEndpointRouteBuilder endpoints, string prefix) => endpoints.MapGet("/", () => Results.Json(Of(prefix), Indented.OverviewBody));

    private static OverviewBody Of(string prefix) => new(
        "A simulated Juspay: no money moves. What an account does is chosen by its id, up to the first dot, or by a script that is set for it.",
        ScriptParser.KnownNames,
        [
            $"GET {prefix}/customers/{{customer}}/customer-accounts/{{account}} - Juspay's own call: the account",
            $"POST {prefix}/customers/{{customer}}/customer-accounts/{{account}}/validate - Juspay's own call: a penny drop",
            $"GET {prefix}/admin/ledger - every penny that was dropped",
            $"GET {prefix}/admin/accounts/{{customer}}/{{account}} - an account and the calls about it",
            $"PUT {prefix}/admin/accounts/{{customer}}/{{account}} with {{\"script\":\"unknown\"}} - another script",
            $"POST {prefix}/admin/accounts/{{customer}}/{{account}}/settle with {{\"status\":\"ACTIVE\"}} - answers a pending penny drop",
            $"PUT {prefix}/admin/outage with {{\"kind\":\"error\"}} - an outage of everything; none ends it",
            $"DELETE {prefix}/admin/accounts - forgets everything",
        ]);
}

/// <summary>What the simulator is.</summary>
/// <param name="About">In a sentence.</param>
/// <param name="Scripts">The names of the scripts.</param>
/// <param name="Routes">What can be asked of it.</param>
internal sealed record OverviewBody(
    [property: JsonPropertyName("about")] string About,
    [property: JsonPropertyName("scripts")] IReadOnlyList<string> Scripts,
    [property: JsonPropertyName("routes")] IReadOnlyList<string> Routes);
