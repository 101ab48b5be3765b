using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>The parameters of the management API.</summary>
internal static class ManagementParameters
{
    public static OpenApiParameter Id() => Of(ParameterLocation.Path, "instanceId", "The instance's id: the validation's id.", Text(), isRequired: true);

    public static OpenApiParameter EventName() => Of(ParameterLocation.Path, "eventName", "The event's name.", Text(), isRequired: true);

    public static OpenApiParameter Reason() => Of(ParameterLocation.Query, "reason", "Why, for people.", Text());

    private static OpenApiParameter ShowInput() => Of(ParameterLocation.Query, "showInput", "Whether `input` is shown.", Flag(otherwise: true));

    private static OpenApiParameter ShowHistory() => Of(ParameterLocation.Query, "showHistory", "Whether `historyEvents` is shown.", Flag(otherwise: false));

    private static OpenApiParameter ShowHistoryOutput() =>
        Of(ParameterLocation.Query, "showHistoryOutput", "Whether history events show their results.", Flag(otherwise: false));

    private static OpenApiParameter FailAloud() =>
        Of(ParameterLocation.Query, "returnInternalServerErrorOnFailure", "Whether `Failed` is answered with 500 instead of 200.", Flag(otherwise: false));

    /// <summary>How a status is shown.</summary>
    public static IEnumerable<OpenApiParameter> Shown() => [ShowInput(), ShowHistory(), ShowHistoryOutput(), FailAloud()];

    /// <summary>The filters of the list, and how it is paged.</summary>
    public static IEnumerable<OpenApiParameter> Filters()
    {
        yield return Of(ParameterLocation.Query, "instanceIdPrefix", "Only instances whose id begins so.", Text());
        yield return Of(ParameterLocation.Query, "createdTimeFrom", "Only instances created at this time or later.", Instant());
        yield return To();
        yield return Statuses();
        yield return ShowInput();
        yield return Of(
            ParameterLocation.Query, "top", "How many instances a page has at most.", new() { Type = JsonSchemaType.Integer, Minimum = "1", Default = 100 });
        yield return Of(ParameterLocation.Header, ManagementSchemas.ContinuationHeader, "The header of the same name of the page before.", Text());
    }

    /// <summary>Which instances are deleted.</summary>
    public static IEnumerable<OpenApiParameter> PurgeFilters()
    {
        yield return Of(ParameterLocation.Query, "createdTimeFrom", "Only instances created at this time or later.", Instant(), isRequired: true);
        yield return To();
        yield return Statuses();
    }

    private static OpenApiParameter To() => Of(ParameterLocation.Query, "createdTimeTo", "Only instances created at this time or earlier.", Instant());

    private static OpenApiParameter Statuses()
    {
        var statuses = Of(
            ParameterLocation.Query,
            "runtimeStatus",
            "Only instances with these statuses, separated by commas.",
            new() { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ManagementSchemas.Statuses() } });
        (statuses.Style, statuses.Explode) = (ParameterStyle.Form, false);
        return statuses;
    }

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Instant() => new() { Type = JsonSchemaType.String, Format = "date-time" };

    private static OpenApiSchema Flag(bool otherwise) => new() { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(otherwise) };

    private static OpenApiParameter Of(ParameterLocation where, string name, string description, OpenApiSchema schema, bool isRequired = false) =>
        new() { Name = name, In = where, Required = isRequired, Description = description, Schema = schema };
}
