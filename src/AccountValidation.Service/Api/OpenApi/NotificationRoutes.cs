using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>Describes <c>POST /api/juspay/notifications</c>.</summary>
internal static class NotificationRoutes
{
    private const string Basic = "juspayBasic";

    private static readonly ProblemKind NotJson = ProblemKind.Of(
        ProblemKinds.InvalidRequest.Schema,
        "the body is not JSON, or is nested deeper than 64.",
        Problems.InvalidRequest(new Dictionary<string, string[]> { ["body"] = ["is not valid JSON, or is nested too deep."] }));

    private static readonly ProblemKind Unauthorized = ProblemKind.Of(
        ProblemKinds.Unauthorized.Schema, "user and password are missing or wrong.", Problems.UnauthorizedNotification());

    /// <summary><c>POST /api/juspay/notifications</c></summary>
    public static RouteHandlerBuilder DescribeNotifications(this RouteHandlerBuilder route) => route.Describe(
        "notifyFromJuspay",
        Tags.Notifications,
        "Take a notification from Juspay",
        """
        For Juspay's webhook, not for callers. Any text in it that is the `customerAccountId` of a validation that has not settled brings that validation's next
        look forward, though never closer to the look before than the first delay between looks. No status in it is believed: the answer is always read from
        Juspay itself, and the looks come anyway. So a forged, repeated or lost notification does no harm.

        Any JSON of at most 64 KiB (65536 bytes) is taken; `Content-Type` is not looked at. Of one notification the first 1000 texts that may be ids count, and at most
        100 validations. More than 20 notifications a second (100 at once) are taken and have no effect.
        """,
        operation => operation
            .NeedsBasic()
            .TakesAnyJson("Any JSON, at most 64 KiB.", isRequired: true, ("event", "An event about a customer account", Event))
            .AnswersEmpty(200, "Taken, whether it has an effect or not. Juspay sends again until it sees this. No body.")
            .Refuses(400, NotJson)
            .Refuses(401, ResponseHeaders.BasicChallenge, Unauthorized)
            .Refuses(404, ProblemKinds.NoNotifications)
            .Refuses(413, ProblemKinds.TooLarge)
            .Refuses(500, ProblemKinds.Fault));

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
            Description = "User and password, UTF-8, as the operator set them in Juspay's dashboard and in `Juspay:NotificationUser` and "
                + "`Juspay:NotificationPassword`. Keys do not open this route.",
        });
        return operation.Needs(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Basic, operation.Document)] = [] });
    }
}
