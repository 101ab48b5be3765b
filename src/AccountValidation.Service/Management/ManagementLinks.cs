using System.Text.Json.Nodes;
using AccountValidation.Service.Http;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Management;

/// <summary>
/// Returns the URL under which the sender of a request finds the management API. The URL is absolute and has no
/// trailing slash, query or key.
/// </summary>
/// <param name="request">The request to which the service responds.</param>
public delegate string ManagementAddress(HttpRequest request);

/// <summary>
/// Writes the links of Durable Functions to one instance. The links hold no key: a client sends its own key.
/// </summary>
public static class ManagementLinks
{
    /// <summary>The path of the management API, the same on both hosts.</summary>
    public const string BasePath = "/runtime/webhooks/durabletask";

    /// <summary>
    /// The URL of the management API on the host that received the request, with the request's scheme and host.
    /// </summary>
    public static string AddressAt(HttpRequest request) => RequestAddress.Of(request, BasePath);

    /// <summary>Adds the links to a response, with the names and the order of Durable Functions.</summary>
    /// <param name="body">The response's body, which holds <c>id</c> already.</param>
    /// <param name="address">The URL of the management API.</param>
    /// <param name="id">The validation's id.</param>
    public static void AddTo(JsonObject body, string address, string id)
    {
        var instance = $"{address}/instances/{Uri.EscapeDataString(id)}";
        body["statusQueryGetUri"] = instance;
        body["sendEventPostUri"] = $"{instance}/raiseEvent/{{eventName}}";
        body["terminatePostUri"] = $"{instance}/terminate?reason={{text}}";
        body["purgeHistoryDeleteUri"] = instance;
        body["suspendPostUri"] = $"{instance}/suspend?reason={{text}}";
        body["resumePostUri"] = $"{instance}/resume?reason={{text}}";
    }
}
