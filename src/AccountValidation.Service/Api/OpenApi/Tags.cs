using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>The groups of routes, in the order in which the document shows them.</summary>
internal static class Tags
{
    public const string Validations = "Validations";
    public const string Health = "Health";
    public const string Callbacks = "Callbacks";

    public static IReadOnlyList<OpenApiTag> All { get; } =
    [
        new() { Name = Validations, Description = "Start validations, follow them, act on them." },
        new() { Name = Health, Description = "Whether the service lives and can work. Open to all; Juspay is never called." },
        new() { Name = Callbacks, Description = "What the service sends to a validation's `callbackUrl`." },
    ];
}
