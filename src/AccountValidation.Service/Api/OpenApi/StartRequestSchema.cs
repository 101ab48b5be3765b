using System.Globalization;
using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>The schema of a start request: the rules of <see cref="StartRequestReader"/>, which reads the body by hand.</summary>
internal static class StartRequestSchema
{
    private const string AsInTheCallback =
        "as the callback's JSON writes it: braces, quotes, colons and commas count, and there is no white space. Each code unit beyond ASCII counts six bytes "
        + "(`\\uXXXX`), and so does each double quote, ampersand, apostrophe, plus, backtick, less-than and greater-than sign; a backslash, tab or line end counts "
        + "two, any other control character six.";

    /// <summary>Completes what the type alone tells.</summary>
    public static OpenApiSchema Complete(OpenApiSchema request)
    {
        request.Required = new HashSet<string>(StringComparer.Ordinal) { "customerId", "customerAccountId" };
        request.AdditionalPropertiesAllowed = false;
        request.Description = "What to validate. Null is the same as left out. A field that is not listed, or is written twice, is refused.";
        foreach (var name in (string[])["customerId", "customerAccountId", "routingId", "gateway"])
        {
            var id = Parameters.IdSchema();
            Edit(request, name, field => (field.MinLength, field.MaxLength, field.Pattern) = (id.MinLength, id.MaxLength, id.Pattern));
        }

        Edit(request, "amount", Amount);
        Edit(request, "callbackUrl", field => (field.Format, field.MaxLength) = ("uri", Callbacks.CallbackAddressPolicy.MaxUrlLength));
        Edit(request, "metadata", Metadata);
        return request;
    }

    private static void Edit(OpenApiSchema request, string name, Action<OpenApiSchema> edit) => edit((OpenApiSchema)request.Properties![name]);

    private static void Amount(OpenApiSchema field)
    {
        field.Type = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Null;
        field.Format = null;
        field.Pattern = "^[0-9]+(\\.[0-9]{1,2})?$";
        field.ExclusiveMinimum = "0";
    }

    private static void Metadata(OpenApiSchema field)
    {
        field.Type = JsonSchemaType.Object | JsonSchemaType.Null;
        field.Description += string.Create(CultureInfo.InvariantCulture, $"\n\nThe whole object may have {MetadataReader.MaxBytes:N0} bytes {AsInTheCallback}");
        field.MaxProperties = MetadataReader.MaxPairs;
        field.PropertyNames = new OpenApiSchema { MinLength = 1, MaxLength = MetadataReader.MaxName };
        field.AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = MetadataReader.MaxValue };
    }
}
