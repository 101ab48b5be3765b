using System.Globalization;
using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>The parameters of the routes under <c>/api/validations</c>.</summary>
internal static class Parameters
{
    /// <summary>Ids of customers, accounts and gateways: printable ASCII without space and <c>/ \ ? # %</c>, not <c>.</c> or <c>..</c>.</summary>
    public const string IdPattern = """^(?!\.{1,2}$)[!"$&-.0->@-\[\]-~]+$""";

    /// <summary>Ids of validations: <c>val_</c> and a ULID.</summary>
    public const string ValidationIdPattern = "^val_[0-9A-HJKMNP-TV-Z]{26}$";

    /// <summary>Ids of instances: a validation's, and on Azure those of the orchestrations that follow its first one.</summary>
    public const string InstanceIdPattern = "^val_[0-9A-HJKMNP-TV-Z]{26}(-redelivery-[0-9]+|-after-[0-9]+)*$";

    /// <summary>The id in the path.</summary>
    public static OpenApiParameter Id() => new()
    {
        Name = "id",
        In = ParameterLocation.Path,
        Required = true,
        Description = "The validation's id, as the answer to its start gave it.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = Examples.Id,
    };

    /// <summary>The headers of a start.</summary>
    public static IEnumerable<OpenApiParameter> OfStart()
    {
        yield return new()
        {
            Name = RequestHeaders.IdempotencyKey,
            In = ParameterLocation.Header,
            Description = "1 to 255 printable ASCII characters (space allowed), given once. Send one with every start: see *Repeating a start* above.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = RequestHeaders.MaxIdempotencyKeyLength, Pattern = "^[ -~]+$" },
            Example = "onboarding-A-17",
        };
        yield return new()
        {
            Name = "Prefer",
            In = ParameterLocation.Header,
            Description = "`wait=N` (RFC 7240): wait up to N seconds, at most 30, for the validation to settle. More than 30 counts as 30. A preference that "
                + "cannot be read is ignored. The wait is for the answer, not for the callback's delivery.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = "wait=10",
        };
    }

    /// <summary>The filters of the list and how it is paged.</summary>
    /// <param name="document">Has the words of a status.</param>
    public static IEnumerable<OpenApiParameter> OfList(OpenApiDocument document)
    {
        yield return OfQuery(
            "status",
            "Only these statuses, separated by commas; upper or lower case. All when left out.",
            new() { Type = JsonSchemaType.Array, Items = new OpenApiSchemaReference(Schemas.ValidationStatus, document) },
            explode: false);
        yield return OfQuery("customerId", "Only validations of this customer.", IdSchema());
        yield return OfQuery("customerAccountId", "Only validations of this customer account.", IdSchema());
        yield return OfQuery("createdFrom", "Only validations accepted at this time or later. " + TimeForm, Instant());
        yield return OfQuery("createdTo", "Only validations accepted before this time. " + TimeForm, Instant());
        yield return OfQuery(
            "pageSize",
            "How many validations a page has at most.",
            new()
            {
                Type = JsonSchemaType.Integer,
                Minimum = "1",
                Maximum = ListQuery.MaxPageSize.ToString(CultureInfo.InvariantCulture),
                Default = ListQuery.DefaultPageSize,
            });
        yield return OfQuery(
            "continuationToken",
            "Continues the list: the `continuationToken` of the page before. Send the same filters with it.",
            new() { Type = JsonSchemaType.String, Pattern = "^[A-Za-z0-9_-]+$" });
    }

    /// <summary>The schema of an id that the caller gives.</summary>
    public static OpenApiSchema IdSchema() => new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = Ids.MaxLength, Pattern = IdPattern };

    private const string TimeForm =
        "A time such as `2026-11-22T10:00:00Z`; UTC where it has no offset (percent-encode the `+` of one); a date alone is its midnight.";

    private static OpenApiSchema Instant() => new() { Type = JsonSchemaType.String, Format = "date-time" };

    private static OpenApiParameter OfQuery(string name, string description, OpenApiSchema schema, bool? explode = null) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = schema,
        Style = explode is null ? null : ParameterStyle.Form,
        Explode = explode ?? false,
    };
}
