using System.Text.Json;
using System.Text.Json.Nodes;
using AccountValidation.Service.Http;

namespace AccountValidation.SelfHost.Demo;

/// <summary>
/// Maps the demo inbox: POST receives a callback. GET shows the callbacks, to a browser as a page and to other clients
/// as JSON.
/// </summary>
internal static class DemoInboxEndpoints
{
    private const int MaxBody = 64 * 1024;

    /// <summary>Maps POST and GET.</summary>
    public static IEndpointRouteBuilder MapDemoInbox(this IEndpointRouteBuilder endpoints, string path)
    {
        _ = endpoints.ServiceProvider.GetRequiredService<DemoInbox>(); // The inbox notes its start when it is created.
        endpoints.MapPost(path, ReceiveAsync);
        endpoints.MapGet(path, Show);
        return endpoints;
    }

    private static async Task<IResult> ReceiveAsync(
        HttpRequest request, DemoInbox inbox, CancellationToken cancellationToken)
    {
        var body = await BoundedBody.ReadAsync(request.Body, MaxBody, cancellationToken);
        var verified = body.IsWhole && inbox.Receive(
            request.Headers["webhook-id"].ToString(),
            request.Headers["webhook-timestamp"].ToString(),
            request.Headers["webhook-signature"].ToString(),
            body.Bytes);
        return verified ? Results.NoContent() : Results.StatusCode(StatusCodes.Status401Unauthorized);
    }

    private static IResult Show(HttpRequest request, DemoInbox inbox)
    {
        var received = inbox.Received;
        return request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? Results.Content(DemoInboxPage.Render(received, inbox.Since), "text/html; charset=utf-8")
            : Results.Text(ToJson(received, inbox.Since), "application/json");
    }

    private static string ToJson(IReadOnlyList<ReceivedCallback> received, DateTimeOffset since)
    {
        var callbacks = received.Select(callback => (JsonNode)new JsonObject
        {
            ["receivedAt"] = callback.At.UtcDateTime,
            ["webhookId"] = callback.WebhookId,
            ["signatureVerified"] = callback.SignatureVerified,
            ["body"] = callback.SignatureVerified ? JsonNode.Parse(callback.Body) : callback.Body,
        });
        var inbox = new JsonObject
        {
            ["since"] = since.UtcDateTime,
            ["note"] =
                $"Kept in memory: the last {DemoInbox.Kept} since this process started. A restart forgets them; the "
                + $"validations are not forgotten.",
            ["count"] = received.Count,
            ["callbacks"] = new JsonArray([.. callbacks]),
        };
        return inbox.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n";
    }
}
