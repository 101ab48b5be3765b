using AccountValidation.AzureEngine.Sweeping;
using AccountValidation.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccountValidation.Functions.Triggers;

/// <summary>The timers of sweep and purge. The host lets one instance of the app run each at a time.</summary>
/// <param name="sweeper">Recovers unfinished validations.</param>
/// <param name="retention">Purges what is old.</param>
/// <param name="instances">Gets the client that came with the invocation.</param>
internal sealed class SweepFunctions(Sweeper sweeper, RetentionPurge retention, DurableInstances instances)
{
    private const string EveryNight = "0 30 20 * * *"; // 2 in the morning in India

    /// <summary>
    /// Completes starts that were broken off, and takes over where an orchestration ended outside the rules.
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
