using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>
/// The management API in the document of a host that does not serve it itself: on Azure the Durable Functions extension answers these paths
/// before any request comes here.
/// </summary>
public static class ManagementDescription
{
    private const string Instances = ManagementLinks.BasePath + "/instances";
    private const string Instance = Instances + "/{instanceId}";

    /// <summary>Maps the paths for the document.</summary>
    public static IEndpointRouteBuilder MapManagementDescription(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Instances, ServedByTheExtension).DescribeInstances();
        endpoints.MapGet(Instance, (string instanceId) => ServedByTheExtension()).DescribeStatus();
        endpoints.MapDelete(Instances, ServedByTheExtension).DescribePurgeMany();
        endpoints.MapDelete(Instance, (string instanceId) => ServedByTheExtension()).DescribePurge();
        endpoints.MapPost(Instance + "/raiseEvent/{eventName}", (string instanceId, string eventName) => ServedByTheExtension()).DescribeRaiseEvent();
        endpoints.MapPost(Instance + "/terminate", (string instanceId) => ServedByTheExtension()).DescribeTerminate();
        endpoints.MapPost(Instance + "/suspend", (string instanceId) => ServedByTheExtension()).DescribeSuspend();
        endpoints.MapPost(Instance + "/resume", (string instanceId) => ServedByTheExtension()).DescribeResume();
        return endpoints;
    }

    private static IResult ServedByTheExtension() => Results.StatusCode(StatusCodes.Status404NotFound);
}
