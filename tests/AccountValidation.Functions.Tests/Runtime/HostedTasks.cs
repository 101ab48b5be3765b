using System.Reflection;
using System.Text.Json;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.Functions.Activities;
using AccountValidation.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace AccountValidation.Functions.Tests.Runtime;

/// <summary>
/// The orchestrator and every activity of the Azure host, under the names that the Functions host finds: those of their
/// attributes. So an activity that comes, goes or changes its name needs no change here.
/// </summary>
internal static class HostedTasks
{
    /// <summary>Adds them. The container holds a <see cref="StepActivities"/>.</summary>
    public static void Add(DurableTaskRegistry registry)
    {
        registry.AddOrchestratorFunc<JsonElement, JsonElement?>(
            ValidateAccount.Name, (context, _) => ValidateAccount.RunAsync(context));
        foreach (var method in typeof(StepActivities).GetMethods())
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { } function)
            {
                registry.AddActivity(function.Name, services => new HostedStep(services, method));
            }
        }
    }

    private sealed class HostedStep(IServiceProvider services, MethodInfo method)
        : TaskActivity<StepRequest, StepReport>
    {
        private readonly Func<StepRequest, CancellationToken, Task<StepReport>> _perform =
            method.CreateDelegate<Func<StepRequest, CancellationToken, Task<StepReport>>>(
                services.GetRequiredService<StepActivities>());

        public override Task<StepReport> RunAsync(TaskActivityContext context, StepRequest input) =>
            _perform(input, CancellationToken.None);
    }
}
