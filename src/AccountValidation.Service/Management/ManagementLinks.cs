using System.Text.Json.Nodes;
using AccountValidation.Service.Http;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Management;

/// <summary>
/// Says where the sender of a request finds the management API: an absolute URL without a slash at its end, a query or
/// a key.
/// </summary>
/// <param name="request">The request.</param>
public delegate string ManagementAddress(HttpRequest request);

/// <summary>
/// The links of Durable Functions to one instance. None of them holds a key: whoever follows one sends his own.
/// </summary>
public static class ManagementLinks
{
    /// <summary>The path of the management API, the same on both hosts.</summary>
    public const string BasePath = "/runtime/webhooks/durabletask";

    /// <summary>
    /// The address of the management API on the host that got the request, by the request's scheme and host.
    /// </summary>
    public static string AddressAt(HttpRequest request) => RequestAddress.Of(request, BasePath);

    /// <summary>Adds the links to an answer, named and ordered as Durable Functions does.</summary>
    /// <param name="body">The answer, which holds <c>id</c> already.</param>
    /// <param name="address">Where the management API is.</param>
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
