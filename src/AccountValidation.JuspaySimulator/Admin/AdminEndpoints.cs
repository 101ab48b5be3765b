using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AccountValidation.JuspaySimulator.Accounts;
using AccountValidation.JuspaySimulator.Http;
using AccountValidation.JuspaySimulator.Ledger;
using AccountValidation.JuspaySimulator.Scripts;

namespace AccountValidation.JuspaySimulator.Admin;

/// <summary>The overview and the admin routes, which read and control the simulator. They need no API key.</summary>
internal static class AdminEndpoints
{
    private const string Account = "/accounts/{customerId}/{customerAccountId}";

    private static readonly AdminJson Indented = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private static readonly Dictionary<string, Outage> Outages = new()
    {
        ["none"] = Outage.None,
        ["key-refused"] = Outage.KeyRefused,
        ["error"] = Outage.Error,
        ["throttled"] = Outage.Throttled,
        ["refuse"] = Outage.Refuse,
    };

    private static readonly Dictionary<string, Verdict> Verdicts = new()
    {
        ["ACTIVE"] = Verdict.Active,
        ["FAILURE"] = Verdict.Failure,
    };

    public static void Map(IEndpointRouteBuilder endpoints, string prefix)
    {
        endpoints.MapGet("/", () => Results.Json(Overview(prefix), Indented.OverviewBody));

        var admin = endpoints.MapGroup("/admin");
        admin.MapGet("/ledger", GetLedger);
        admin.MapGet(Account, GetAccount);
        admin.MapPut(Account, SetScript);
        admin.MapPost(Account + "/settle", Settle);
        admin.MapPut("/outage", SetOutage);
        admin.MapDelete("/accounts", Forget);
    }

    private static OverviewBody Overview(string prefix) => new(
        "A simulated Juspay: no money moves. The id of an account, up to the first dot, names its script. "
        + "An admin route sets another script.",
        ScriptParser.KnownNames,
        [
            $"GET {prefix}/customers/{{customer}}/customer-accounts/{{account}} - Juspay's own call: the account",
            $"POST {prefix}/customers/{{customer}}/customer-accounts/{{account}}/validate"
                + " - Juspay's own call: a penny drop",
            $"GET {prefix}/admin/ledger - every penny drop",
            $"GET {prefix}/admin/accounts/{{customer}}/{{account}} - an account and its calls",
            $"PUT {prefix}/admin/accounts/{{customer}}/{{account}} with {{\"script\":\"unknown\"}}"
                + " - sets another script",
            $"POST {prefix}/admin/accounts/{{customer}}/{{account}}/settle with {{\"status\":\"ACTIVE\"}}"
                + " - settles a pending penny drop",
            $"PUT {prefix}/admin/outage with {{\"kind\":\"error\"}} - begins an outage of every call; none ends it",
            $"DELETE {prefix}/admin/accounts - deletes everything",
        ]);

    private static IResult GetLedger(string? customerId, string? customerAccountId, Simulator simulator)
    {
        DropBody[] drops =
        [
            .. simulator.Drops(customerId, customerAccountId)
                .Select(drop => new DropBody(drop.CustomerId, drop.CustomerAccountId, drop.At, drop.Amount)),
        ];
        return Results.Json(new(drops, drops.Length), AdminJson.Default.LedgerBody);
    }

    private static IResult GetAccount(
        string customerId, string customerAccountId, Simulator simulator, CallLog calls) =>
        Show(new(customerId, customerAccountId), simulator, calls);

    private static IResult SetScript(
        string customerId, string customerAccountId, ScriptBody body, Simulator simulator, CallLog calls)
    {
        var account = new AccountKey(customerId, customerAccountId);
        if (ScriptParser.Parse(body.Script ?? "") is not { } script)
        {
            return Unknown("script", body.Script, ScriptParser.KnownNames);
        }

        simulator.SetScript(account, script);
        return Show(account, simulator, calls);
    }

    private static IResult Settle(
        string customerId, string customerAccountId, SettleBody body, Simulator simulator, CallLog calls)
    {
        var account = new AccountKey(customerId, customerAccountId);
        if (!Verdicts.TryGetValue(body.Status ?? "", out var verdict))
        {
            return Unknown("status", body.Status, Verdicts.Keys);
        }

        return simulator.Settle(account, verdict)
            ? Show(account, simulator, calls)
            : Results.Problem(
                $"No drop of the account '{customerAccountId}' is pending.",
                statusCode: 409,
                title: "Nothing to settle");
    }

    private static IResult SetOutage(OutageBody body, Simulator simulator)
    {
        if (!Outages.TryGetValue(body.Kind ?? "", out var outage))
        {
            return Unknown("kind", body.Kind, Outages.Keys);
        }

        simulator.SetOutage(outage);
        return Results.NoContent();
    }

    private static IResult Forget(Simulator simulator, CallLog calls)
    {
        simulator.Forget();
        calls.Clear();
        return Results.NoContent();
    }

    private static IResult Show(AccountKey account, Simulator simulator, CallLog calls)
    {
        var view = simulator.Inspect(account);
        var logged = calls.Summary(account);
        return Results.Json(
            new(
                account.CustomerId,
                account.CustomerAccountId,
                view.Facts.Script.Name,
                JuspayWire.Status(view.Result.Status),
                JuspayWire.LastValidated(view.Result),
                view.Facts.Drops.Length,
                logged.Gets,
                logged.Posts,
                logged.RoutingIdViolations,
                logged.Latest),
            AdminJson.Default.AccountAdminBody);
    }

    private static IResult Unknown(string field, string? value, IEnumerable<string> known) => Results.Problem(
        $"'{value}' is not a known {field}. Known: {string.Join(", ", known)}.",
        statusCode: 400,
        title: $"Unknown {field}",
        extensions: new Dictionary<string, object?> { [field] = value, ["known"] = known });
}

internal sealed record OverviewBody(string About, IReadOnlyList<string> Scripts, IReadOnlyList<string> Routes);

internal sealed record LedgerBody(IReadOnlyList<DropBody> Drops, int Total);

internal sealed record DropBody(string CustomerId, string CustomerAccountId, DateTimeOffset At, string? Amount);

internal sealed record AccountAdminBody(
    string CustomerId,
    string CustomerAccountId,
    string Script,
    string ValidationStatus,
    string? LastValidated,
    int Drops,
    int Gets,
    int Posts,
    int RoutingIdViolations,
    IReadOnlyList<LoggedCall> Calls);

internal sealed record ScriptBody(string? Script);

internal sealed record SettleBody(string? Status);

internal sealed record OutageBody(string? Kind);

/// <summary>The admin routes' JSON, independent of the host's JSON settings.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(LedgerBody))]
[JsonSerializable(typeof(AccountAdminBody))]
[JsonSerializable(typeof(OverviewBody))]
internal sealed partial class AdminJson : JsonSerializerContext;
