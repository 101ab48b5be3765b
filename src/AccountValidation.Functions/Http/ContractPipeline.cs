using AccountValidation.Functions.Orchestrations;
using AccountValidation.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AccountValidation.Functions.Http;

/// <summary>
/// Runs the contract's own routes, filters and errors behind the functions' routes. So both hosts answer every path the
/// same. The functions only give each route its name in the portal and in telemetry.
/// </summary>
/// <param name="services">The worker's services.</param>
/// <param name="instances">Gets the client that came with the invocation.</param>
internal sealed class ContractPipeline(IServiceProvider services, DurableInstances instances)
{
    private readonly Lazy<RequestDelegate> _pipeline = new(() => Build(services));

    /// <summary>Answers a request. The response is already being sent when this method returns.</summary>
    public async Task<IResult> AnswerAsync(HttpRequest request, DurableTaskClient client)
    {
        instances.Use(client);
        var context = request.HttpContext;

        // Removes the worker's own route, which would hide the contract's routes.
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        await _pipeline.Value(context);
        return Results.Empty;
    }

    private static RequestDelegate Build(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        app.UseContract(services.GetRequiredService<IConfiguration>());
        app.UseEndpoints(endpoints => endpoints.MapContract());
        return app.Build();
    }
}
