using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>Gives a field's list of words a schema with a name of its own, so that a generated client has one type for it wherever it stands.</summary>
internal static class NamedWords
{
    /// <summary>Puts a reference in the place of a field's words. The words of all fields with one name are the same.</summary>
    /// <param name="owner">What has the field.</param>
    /// <param name="field">The field.</param>
    /// <param name="name">The name of the schema.</param>
    /// <param name="document">Where the schema is kept.</param>
    /// <returns>What has the field.</returns>
    public static OpenApiSchema Named(this OpenApiSchema owner, string field, string name, OpenApiDocument document)
    {
        if (document.Components?.Schemas?.ContainsKey(name) != true)
        {
            document.AddComponent<IOpenApiSchema>(name, (OpenApiSchema)owner.Properties![field]);
        }

        owner.Properties![field] = new OpenApiSchemaReference(name, document);
        return owner;
    }
}
