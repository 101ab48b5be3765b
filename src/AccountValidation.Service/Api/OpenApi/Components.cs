using System.Text.Json.Nodes;
using AccountValidation.Core;
using AccountValidation.Core.Views;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>Names the schemas that the routes refer to. A validation has four of them, since it is shown with more or less around it.</summary>
internal sealed class Components : IOpenApiDocumentTransformer
{
    /// <inheritdoc/>
    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        Task<OpenApiSchema> Of(Type type) => context.GetOrCreateSchemaAsync(type, cancellationToken: cancellationToken);

        document.AddComponent<IOpenApiSchema>(Schemas.Reason, (await Of(typeof(Reason))).Named("code", Schemas.ReasonCode, document));
        document.AddComponent<IOpenApiSchema>(Schemas.Account, await Of(typeof(AccountView)));
        document.AddComponent<IOpenApiSchema>(Schemas.Callback, (await Of(typeof(CallbackView))).Named("status", Schemas.CallbackStatus, document).Named("lastError", Schemas.DeliveryError, document));
        document.AddComponent<IOpenApiSchema>(Schemas.TimelineEntry, (await Of(typeof(TimelineEntryView))).Named("event", Schemas.TimelineEvent, document));
        document.AddComponent<IOpenApiSchema>(Schemas.Validation, Whole(await Of(typeof(ValidationView)), document));
        document.AddComponent<IOpenApiSchema>(Schemas.StartedValidation, StartedValidationSchema.Complete(Whole(await Of(typeof(ValidationView)), document)));
        document.AddComponent<IOpenApiSchema>(Schemas.ListedValidation, Listed(await Of(typeof(ValidationView)), document));
        document.AddComponent<IOpenApiSchema>(Schemas.SettledValidation, Settled(await Of(typeof(ValidationView)), document));
        document.AddComponent<IOpenApiSchema>(Schemas.ValidationPage, Page(await Of(typeof(ValidationPage)), document));
        document.AddComponent<IOpenApiSchema>(Schemas.CallbackMessage, Message(await Of(typeof(CallbackMessage)), document));
        document.AddComponent<IOpenApiSchema>(Schemas.HealthCheck, (await Of(typeof(HealthEntryView))).Named("status", Schemas.HealthStatus, document));
        document.AddComponent<IOpenApiSchema>(Schemas.Health, Health(await Of(typeof(HealthView)), document));
        document.AddComponent<IOpenApiSchema>(Schemas.StartRequest, StartRequestSchema.Complete(await Of(typeof(StartRequest))));
        foreach (var kind in ProblemKinds.Alone)
        {
            document.AddComponent<IOpenApiSchema>(kind.Schema, ProblemSchema.Of(kind));
        }

        foreach (var group in ProblemKinds.Groups)
        {
            document.AddComponent<IOpenApiSchema>(group.Schema, ProblemSchema.Of(group));
        }
    }

    private static OpenApiSchema Whole(OpenApiSchema view, OpenApiDocument document)
    {
        Link(view, document);
        view.Named("status", Schemas.ValidationStatus, document);
        view.Properties!["callback"] = new OpenApiSchemaReference(Schemas.Callback, document);
        view.Required!.Add("callback");
        view.Required.Add("timeline");
        ((OpenApiSchema)view.Properties["timeline"]).Items = new OpenApiSchemaReference(Schemas.TimelineEntry, document);
        view.Description = "A validation.";
        return view;
    }

    private static OpenApiSchema Listed(OpenApiSchema view, OpenApiDocument document)
    {
        Whole(view, document);
        Remove(view, "timeline");
        view.Description = "A validation as a list shows it: without its timeline.";
        return view;
    }

    private static OpenApiSchema Settled(OpenApiSchema view, OpenApiDocument document)
    {
        Link(view, document);
        Remove(view, "timeline");
        Remove(view, "callback");
        ((OpenApiSchema)view.Properties!["status"]).Enum = [.. FieldRules.Settled.Select(status => (JsonNode)StatusNames.Of(status))];
        view.Named("status", Schemas.SettledStatus, document);
        ((OpenApiSchema)view.Properties["settledAt"]).Type = JsonSchemaType.String;
        view.Description = "A settled validation as a callback shows it: as `GET` shows it at that moment, without timeline and callback.";
        return view;
    }

    private static OpenApiSchema Page(OpenApiSchema page, OpenApiDocument document)
    {
        ((OpenApiSchema)page.Properties!["items"]).Items = new OpenApiSchemaReference(Schemas.ListedValidation, document);
        return page;
    }

    private static OpenApiSchema Message(OpenApiSchema message, OpenApiDocument document)
    {
        message.Named("type", Schemas.CallbackType, document);
        message.Properties!["data"] = new OpenApiSchemaReference(Schemas.SettledValidation, document);
        return message;
    }

    private static OpenApiSchema Health(OpenApiSchema health, OpenApiDocument document)
    {
        health.Named("status", Schemas.HealthStatus, document);
        ((OpenApiSchema)health.Properties!["checks"]).AdditionalProperties = new OpenApiSchemaReference(Schemas.HealthCheck, document);
        return health;
    }

    private static void Link(OpenApiSchema view, OpenApiDocument document)
    {
        view.Properties!["reason"] = OrNull(
            new OpenApiSchemaReference(Schemas.Reason, document), "Why it settled other than `ACTIVE`; null while it is `PENDING` and when it is `ACTIVE`.");
        view.Properties["account"] = OrNull(
            new OpenApiSchemaReference(Schemas.Account, document), "What Juspay says of the account, masked; null until it said something.");
    }

    private static void Remove(OpenApiSchema owner, string field)
    {
        owner.Properties!.Remove(field);
        owner.Required!.Remove(field);
    }

    private static OpenApiSchema OrNull(OpenApiSchemaReference reference, string description) =>
        new() { Description = description, OneOf = [reference, new OpenApiSchema { Type = JsonSchemaType.Null }] };
}
