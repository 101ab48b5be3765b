using AccountValidation.AzureEngine.Sweeping;
using AccountValidation.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccountValidation.Functions.Triggers;

/// <summary>The timers of sweep and purge. The host runs each timer on one instance of the app at a time.</summary>
internal sealed class SweepFunctions(Sweeper sweeper, RetentionPurge retention, DurableInstances instances)
{
    private const string EveryNight = "0 30 20 * * *"; // 2 in the morning in India

    /// <summary>
    /// Completes starts that were broken off. Takes over where an orchestration ended outside the rules.
    /// </summary>
    [Function("Sweep")]
    public Task SweepAsync(
        [TimerTrigger("%Sweep:Schedule%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        instances.Use(client);
        return sweeper.SweepAsync(cancellationToken);
    }

    /// <summary>Purges validations that were finished long ago.</summary>
    [Function("PurgeOld")]
    public Task PurgeAsync(
        [TimerTrigger(EveryNight)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        instances.Use(client);
        return retention.PurgeAsync(cancellationToken);
    }
}
