using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>The parameters of the management API.</summary>
internal static class ManagementParameters
{
    private const int MaxTop = 1000;
    private const int DefaultTop = 100;
    private const string TimeForm = "A time such as `2026-11-22T10:00:00Z`; UTC where it has no offset (percent-encode the `+` of one); a date alone is its midnight.";

    private static readonly string[] States = ["Running", "Suspended", "Completed", "Terminated", "Pending", "ContinuedAsNew", "Failed", "Canceled"];

    public static OpenApiParameter Id() => new()
    {
        Name = "instanceId",
        In = ParameterLocation.Path,
        Required = true,
        Description = "The instance's id: the validation's id. On Azure there are also `…-redelivery-2`, which delivers the callback again, and `…-after-2`, which "
            + "took over from an instance that was terminated, purged or failed.",
        Schema = Text(),
        Example = Examples.Id,
    };

    public static OpenApiParameter EventName() => new()
    {
        Name = "eventName",
        In = ParameterLocation.Path,
        Required = true,
        Description = "The event's name: `Check` and `Cancel` have an effect, in upper or lower case.",
        Schema = Text(),
        Example = "Check",
    };

    public static OpenApiParameter Reason() =>
        Of(ParameterLocation.Query, "reason", "Why, for operators: `output` shows it. Beyond 512 characters it is cut off. No personal data, please.", Text());

    /// <summary>How a status is shown.</summary>
    public static IEnumerable<OpenApiParameter> Shown()
    {
        yield return ShowInput();
        yield return Of(ParameterLocation.Query, "showHistory", "Whether `historyEvents` is shown.", Flag(otherwise: false));
        yield return Of(ParameterLocation.Query, "showHistoryOutput", "Whether history events show their `Result`.", Flag(otherwise: false));
        yield return Of(
            ParameterLocation.Query,
            "returnInternalServerErrorOnFailure",
            "Taken for the sake of scripts, and without effect: no instance is ever `Failed`. On Azure one that is `Failed` is then answered with 500.",
            Flag(otherwise: false));
    }

    /// <summary>The filters of the list, and how it is paged.</summary>
    public static IEnumerable<OpenApiParameter> Filters()
    {
        yield return Of(ParameterLocation.Query, "instanceIdPrefix", "Only instances whose id begins so; upper and lower case matter.", Text());
        yield return Of(ParameterLocation.Query, "createdTimeFrom", "Only instances created at this time or later. " + TimeForm, Instant());
        yield return To(otherwise: "");
        yield return Statuses();
        yield return ShowInput();
        yield return Of(
            ParameterLocation.Query,
            "top",
            $"How many instances a page has at most. More than {MaxTop} counts as {MaxTop}; what is no number above 0, as {DefaultTop}. On Azure the default and the "
            + "bound are the extension's.",
            new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = MaxTop.ToString(CultureInfo.InvariantCulture), Default = DefaultTop });
        yield return Of(
            ParameterLocation.Header, ManagementHeaders.Continuation, "Continues the list: the header of the same name of the page before, as it came.", Text());
    }

    /// <summary>Deletes nothing.</summary>
    public static OpenApiParameter DryRun() => Of(
        ParameterLocation.Query,
        "dryRun",
        "Whether the answer only tells what would be deleted. **Not on Azure, where it is ignored and the purge is done:** list with the same filters instead.",
        Flag(otherwise: false));

    /// <summary>Which instances are deleted.</summary>
    public static IEnumerable<OpenApiParameter> PurgeFilters()
    {
        var from = Of(ParameterLocation.Query, "createdTimeFrom", "Only instances created at this time or later. " + TimeForm, Instant());
        from.Required = true;
        yield return from;
        yield return To(otherwise: " Now when left out.");
        yield return Statuses();
        yield return DryRun();
    }

    private static OpenApiParameter ShowInput() => Of(ParameterLocation.Query, "showInput", "Whether `input` is shown.", Flag(otherwise: true));

    private static OpenApiParameter To(string otherwise) =>
        Of(ParameterLocation.Query, "createdTimeTo", $"Only instances created at this time or earlier.{otherwise} {TimeForm}", Instant());

    private static OpenApiParameter Statuses()
    {
        var statuses = Of(
            ParameterLocation.Query,
            "runtimeStatus",
            "Only instances in these states, separated by commas; the parameter may be repeated, too. Upper and lower case matter. Unknown names are ignored if at least one is "
            + "valid, but refused where instances are deleted (not on Azure). All when left out. "
            + "`Pending`, `ContinuedAsNew`, `Failed` and `Canceled` are taken, and no instance is ever in them; on Azure there are such, but for `Canceled`.",
            new() { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. States] } });
        (statuses.Style, statuses.Explode) = (ParameterStyle.Form, false);
        return statuses;
    }

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Instant() => new() { Type = JsonSchemaType.String, Format = "date-time" };

    private static OpenApiSchema Flag(bool otherwise) => new() { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(otherwise) };

    private static OpenApiParameter Of(ParameterLocation where, string name, string description, OpenApiSchema schema) =>
        new() { Name = name, In = where, Description = description, Schema = schema };
}
