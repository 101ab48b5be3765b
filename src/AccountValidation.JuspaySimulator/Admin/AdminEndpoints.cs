namespace AccountValidation.JuspaySimulator;

/// <summary>The routes of the test tool. They ask for no key.</summary>
internal static class AdminEndpoints
{
    private const string Account = "/accounts/{customerId}/{customerAccountId}";

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

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/ledger", GetLedger);
        endpoints.MapGet(Account, GetAccount);
        endpoints.MapPut(Account, SetScript);
        endpoints.MapPost(Account + "/settle", Settle);
        endpoints.MapPut("/outage", SetOutage);
        endpoints.MapDelete("/accounts", Forget);
    }

    private static IResult GetLedger(string? customerId, string? customerAccountId, Simulator simulator)
    {
        DropBody[] drops =
        [
            .. simulator.Drops(customerId, customerAccountId)
                .Select(drop => new DropBody(drop.CustomerId, drop.CustomerAccountId, drop.At, drop.Amount)),
        ];
        return Results.Json(new(drops, drops.Length), AdminJson.Default.LedgerBody);
    }

    private static IResult GetAccount(string customerId, string customerAccountId, Simulator simulator, CallLog calls) =>
        Show(new(customerId, customerAccountId), simulator, calls);

    private static IResult SetScript(string customerId, string customerAccountId, ScriptBody body, Simulator simulator, CallLog calls)
    {
        var key = new AccountKey(customerId, customerAccountId);
        if (ScriptParser.Parse(body.Script ?? "") is not { } script)
        {
            return Unknown("script", body.Script, ScriptParser.KnownNames);
        }

        simulator.SetScript(key, script);
        return Show(key, simulator, calls);
    }

    private static IResult Settle(string customerId, string customerAccountId, SettleBody body, Simulator simulator, CallLog calls)
    {
        var key = new AccountKey(customerId, customerAccountId);
        if (!Verdicts.TryGetValue(body.Status ?? "", out var verdict))
        {
            return Unknown("status", body.Status, Verdicts.Keys);
        }

        return simulator.Settle(key, verdict)
            ? Show(key, simulator, calls)
            : Results.Problem($"No drop of the account '{customerAccountId}' is pending.", statusCode: 409, title: "Nothing to settle");
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

    private static IResult Show(AccountKey key, Simulator simulator, CallLog calls)
    {
        var (facts, look) = simulator.Inspect(key);
        var seen = calls.Summary(key);
        return Results.Json(
            new(
                key.CustomerId,
                key.CustomerAccountId,
                facts.Script.Name,
                JuspayWire.Status(look.Status),
                look.LastValidated is { } at ? JuspayWire.Date(at) : null,
                facts.Drops.Length,
                seen.Gets,
                seen.Posts,
                seen.RoutingIdViolations,
                seen.Latest),
            AdminJson.Default.AccountAdminBody);
    }

    private static IResult Unknown(string field, string? value, IEnumerable<string> known) => Results.Problem(
        $"'{value}' is not a known {field}. Known: {string.Join(", ", known)}.",
        statusCode: 400,
        title: $"Unknown {field}",
        extensions: new Dictionary<string, object?> { [field] = value, ["known"] = known });
}
