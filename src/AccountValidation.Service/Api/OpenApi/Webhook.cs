using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>The callback, described as a webhook.</summary>
internal static class Webhook
{
    public const string Name = "validationSettled";

    private const string Description = """
        Sent to a validation's `callbackUrl` when it settles, as a POST that follows [Standard Webhooks 1.0](https://www.standardwebhooks.com).

        **Verify before parsing.** Take the exact bytes of the body. The signed content is `webhook-id`, a dot, `webhook-timestamp`, a dot and those bytes. The
        key is the base64 text after `whsec_` of the secret that the operator gave you, decoded. The signature is the base64 of HMAC-SHA256 over the signed
        content with that key. `webhook-signature` holds one `v1,<signature>` for each secret in force, separated by spaces: the delivery is genuine when one of
        them equals yours, compared in constant time. Refuse a `webhook-timestamp` that is more than 5 minutes away from your clock.

        Check your code with this vector: secret `whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw`, id `msg_p5jXN8AQM9LWM0D4loKWxJek`, timestamp `1614265330`,
        body `{"test": 2432232314}`, signature `v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=`.

        **Answer** 2xx within 15 seconds, and work afterwards. 410 ends the deliveries: the callback becomes a dead letter. Everything else, a redirect and no
        answer included, is tried again: the attempts come at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, each delay up to a tenth longer;
        `Retry-After` of up to 24 h is honoured. Then the callback is a dead letter (`callback.status` is `FAILED`). The operator may configure other times.

        **Delivery is at least once.** `webhook-id`, type and bytes are the same in every attempt, also in a redelivery asked for with
        `POST /api/validations/{id}/callback/redeliver`; timestamp and signatures are made anew. Act on each `webhook-id` once.
        """;

    /// <summary>The webhook.</summary>
    public static OpenApiPathItem Describe(OpenApiDocument document) => new()
    {
        Operations = new Dictionary<HttpMethod, OpenApiOperation>
        {
            [HttpMethod.Post] = new()
            {
                OperationId = Name,
                Tags = new HashSet<OpenApiTagReference> { new(Tags.Callbacks, document) },
                Summary = "A validation has settled",
                Description = Description,
                Security = [],
                Parameters = [.. Headers()],
                RequestBody = Body(document),
                Responses = Answers(),
            },
        },
    };

    private static IEnumerable<OpenApiParameter> Headers()
    {
        yield return Header(
            "webhook-id",
            "The same for every attempt and redelivery of one validation's callback. Holds no dot.",
            "^msg_[0-9A-HJKMNP-TV-Z]{26}$",
            "msg_01JD3Z6Q2M8R5T7V9X0Y1A2B3C");
        yield return Header("webhook-timestamp", "The time of this attempt in Unix seconds.", "^[0-9]+$", "1795341731");
        yield return Header(
            "webhook-signature",
            "One signature for each secret in force, separated by spaces.",
            "^v1,[A-Za-z0-9+/]{43}=( v1,[A-Za-z0-9+/]{43}=)*$",
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    private static OpenApiParameter Header(string name, string description, string pattern, string example) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = true,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = pattern },
        Example = example,
    };

    private static OpenApiRequestBody Body(OpenApiDocument document) => new()
    {
        Required = true,
        Description = "The body's bytes are fixed when the validation settles.",
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/json"] = new()
            {
                Schema = new OpenApiSchemaReference("CallbackMessage", document),
                Examples = new Dictionary<string, IOpenApiExample>
                {
                    ["active"] = new OpenApiExample { Summary = "The account is valid", Value = CallbackOf(Examples.Active) },
                    ["rejected"] = new OpenApiExample { Summary = "Juspay does not know the account", Value = CallbackOf(Examples.Rejected) },
                },
            },
        },
    };

    private static OpenApiResponses Answers() => new()
    {
        ["2XX"] = new OpenApiResponse { Description = "Delivered." },
        ["410"] = new OpenApiResponse { Description = "No further attempt is wanted: the callback becomes a dead letter." },
        ["default"] = new OpenApiResponse { Description = "Not delivered: it is tried again until the schedule is used up." },
    };

    private static JsonNode CallbackOf(Core.Validation settled) =>
        JsonNode.Parse(settled.Callback?.Body ?? throw new InvalidOperationException("The example has no callback."))!;
}
