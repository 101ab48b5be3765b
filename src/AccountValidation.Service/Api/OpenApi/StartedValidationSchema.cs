using System.Text.Json.Nodes;
using AccountValidation.Core;
using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>The schema of a validation as the answer to its start shows it, with links to the management API unless it has settled: one for 200 and 202.</summary>
internal static class StartedValidationSchema
{
    private static readonly (string Name, string Description)[] Links =
    [
        ("statusQueryGetUri", "GET: the instance's status."),
        ("sendEventPostUri", "POST: sends an event; put its name in the place of the literal `{eventName}`."),
        ("terminatePostUri", "POST: terminates; put the reason, percent-encoded, in the place of the literal `{text}`."),
        ("purgeHistoryDeleteUri", "DELETE: deletes the instance when it has finished."),
        ("suspendPostUri", "POST: suspends; put the reason in the place of `{text}` as above."),
        ("resumePostUri", "POST: resumes; put the reason in the place of `{text}` as above."),
    ];

    /// <summary>Adds the links to the schema of a whole validation.</summary>
    public static OpenApiSchema Complete(OpenApiSchema whole)
    {
        whole.Description = "A validation as the answer to its start shows it. Unless it has settled it has absolute URLs of the management API, which need an operator's key and hold none.";
        foreach (var (name, description) in Links)
        {
            whole.Properties!.Add(name, new OpenApiSchema { Type = JsonSchemaType.String, Description = description });
        }

        return whole;
    }

    /// <summary>A validation as the answer to its start shows it.</summary>
    public static JsonNode Shown(Validation validation)
    {
        var shown = Examples.Shown(validation).AsObject();
        ManagementLinks.AddTo(shown, "https://validation.example" + ManagementLinks.BasePath, validation.Id);
        return shown;
    }
}
