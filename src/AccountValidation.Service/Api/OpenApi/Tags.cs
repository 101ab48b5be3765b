using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>The groups of routes, in the order in which the document shows them.</summary>
internal static class Tags
{
    public const string Validations = "Validations";
    public const string Health = "Health";
    public const string Notifications = "Notifications";
    public const string Management = "Management";
    public const string Callbacks = "Callbacks";

    private const string ManagementText = """
        The HTTP management API of Durable Functions, for operators: every route needs an operator's key. An instance is a validation, its id the validation's.
        Query parameters of Durable Functions that are not listed here (`taskHub`, `connection`, …) are ignored.

        Not everything of Durable Functions is offered: `POST …/instances/{instanceId}/restart`, `POST …/instances/{instanceId}/rewind` and
        `POST …/orchestrators/{functionName}` answer 501 with `{"Message":"…"}`, because they could drop another penny: start validations with
        `POST /api/validations`. Every other path or method below `/runtime/webhooks/durabletask` is answered with 404 without a body.
        """;

    public static IReadOnlyList<OpenApiTag> All { get; } =
    [
        new() { Name = Validations, Description = "Start validations, follow them, act on them." },
        new() { Name = Health, Description = "Whether the service lives and can work. Open to all; Juspay is never called." },
        new() { Name = Notifications, Description = "What Juspay sends. Opened by HTTP Basic, not by keys." },
        new() { Name = Management, Description = ManagementText },
        new() { Name = Callbacks, Description = "What the service sends to a validation's `callbackUrl`." },
    ];
}
