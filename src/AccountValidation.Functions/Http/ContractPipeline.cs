using AccountValidation.Functions.Orchestrations;
using AccountValidation.Service;
using AccountValidation.Service.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AccountValidation.Functions.Http;

/// <summary>
/// The contract's own routes, filters and errors behind the functions' routes: what a path answers is decided once, for
/// both hosts. The functions only give each route its name in the portal and in telemetry.
/// </summary>
/// <param name="services">The worker's services.</param>
/// <param name="instances">Gets the client that came with the invocation.</param>
internal sealed class ContractPipeline(IServiceProvider services, DurableInstances instances)
{
    private readonly Lazy<RequestDelegate> _pipeline = new(() => Build(services));

    /// <summary>Answers a request. The answer is on its way when this returns.</summary>
    public async Task<IResult> AnswerAsync(HttpRequest request, DurableTaskClient client)
    {
        instances.Use(client);
        var context = request.HttpContext;

        // What the worker has found out about the route is its own matter.
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        await _pipeline.Value(context);
        return Results.Empty;
    }

    private static RequestDelegate Build(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        app.UseForwardedPrefix(services.GetRequiredService<IConfiguration>())
            .UseContractErrors()
            .UseHeadAsGet()
            .UseRouting();
        app.UseEndpoints(endpoints => endpoints.MapContract());
        return app.Build();
    }
}
