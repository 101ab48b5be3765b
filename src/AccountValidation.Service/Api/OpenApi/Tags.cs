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

    public static IReadOnlyList<OpenApiTag> All { get; } =
    [
        new() { Name = Validations, Description = "Start validations, follow them, act on them." },
        new() { Name = Health, Description = "Whether the service lives and can work. Open to all; Juspay is never called." },
        new() { Name = Notifications, Description = "What Juspay sends. Opened by HTTP Basic, not by keys." },
        new() { Name = Management, Description = "The management API of Durable Functions, for operators. An instance is a validation." },
        new() { Name = Callbacks, Description = "What the service sends to a validation's `callbackUrl`." },
    ];
}
