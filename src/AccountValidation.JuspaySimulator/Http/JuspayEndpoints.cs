namespace AccountValidation.JuspaySimulator;

/// <summary>Juspay's routes.</summary>
internal static class JuspayEndpoints
{
    private const string Account = "/customers/{customer_id}/customer-accounts/{customer_account_id}";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Account, context => Handle(context, Calls.Look));
        endpoints.MapPost(Account + "/validate", context => Handle(context, Calls.Validate));
    }

    private static Task Handle(HttpContext context, Calls kind)
    {
        var values = context.Request.RouteValues;
        var key = new AccountKey((string)values["customer_id"]!, (string)values["customer_account_id"]!);
        return context.RequestServices.GetRequiredService<JuspayCallHandler>().HandleAsync(context, key, kind);
    }
}
