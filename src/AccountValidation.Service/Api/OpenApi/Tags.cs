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

        **On Azure** the extension of Durable Functions serves these routes itself, in place of the self-host's own. Paths, parameters, headers and JSON are the
        same; what differs is said at each route, under these words, and was seen with extension 3.18. In general: the key is the extension's system key, or the
        master key of the host. `taskHub` and `connection` are followed, so another hub answers 404 and a connection that is not there 500. Restart, rewind and
        orchestrators are served. Each operation acts on one orchestration: after a redelivery or a recovery the validation has a further one, whose id begins with
        the validation's.
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
