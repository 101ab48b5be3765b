using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>Describes <c>POST /api/juspay/notifications</c>.</summary>
public static class NotificationRoutes
{
    private const string Basic = "juspayBasic";

    private static readonly ProblemKind NotJson = ProblemKind.Of(
        ProblemKinds.InvalidRequest.Schema,
        "the body is not JSON.",
        Problems.InvalidRequest(new Dictionary<string, string[]> { ["body"] = ["is not valid JSON."] }));

    /// <summary><c>POST /api/juspay/notifications</c></summary>
    public static RouteHandlerBuilder DescribeNotifications(this RouteHandlerBuilder route) => route.Describe(
        "notifyFromJuspay",
        Tags.Notifications,
        "Take a notification from Juspay",
        """
        For Juspay's webhook, not for callers. A notification that names a customer account is a hint to look at it now; the answer is always read from
        Juspay itself, so a forged or repeated notification does no harm. Any JSON of at most 64 KiB is taken. One that names no account of a validation under
        way is taken and has no effect.
        """,
        operation => operation
            .NeedsBasic()
            .TakesAnyJson("Any JSON, at most 64 KiB.", ("event", "An event about a customer account", Event))
            .AnswersEmpty(200, "Taken. Juspay sends again until it sees this.")
            .Refuses(400, NotJson)
            .AnswersEmpty(401, "User and password are missing or wrong.", ResponseHeaders.BasicChallenge)
            .AnswersEmpty(404, "No user and password are configured: the service takes no notifications.")
            .Refuses(413, ProblemKinds.TooLarge));

    private static JsonObject Event => new()
    {
        ["id"] = "evt_V2_0a1b2c3d",
        ["event_name"] = "CUSTOMER_ACCOUNT_UPDATED",
        ["date_created"] = "2026-11-22T10:02:10Z",
        ["content"] = new JsonObject
        {
            ["customer_account"] = new JsonObject { ["id"] = "banh_kGvx5TGUmkRVC2dH", ["customer_id"] = "cst_zqqmw0v4exbhvv2l" },
        },
    };

    private static OperationDraft NeedsBasic(this OperationDraft operation)
    {
        operation.Document.AddComponent(Basic, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "basic",
            Description = "User and password as set in Juspay's dashboard and in `Juspay:NotificationUser` and `Juspay:NotificationPassword`. "
                + "Keys do not open this route.",
        });
        return operation.Needs(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Basic, operation.Document)] = [] });
    }
}
