using System.Text.Json;
using AccountValidation.AzureEngine.Instances;

namespace AccountValidation.Functions.Orchestrations;

/// <summary>
/// Runs a turn of an earlier version, which decided while the turn ran. After its wait the turn performs steps until no
/// step is due. Instances that run during a deployment replay by this code. The input of the next turn then holds a
/// decision.
/// </summary>
internal static class UndecidedTurn
{
    private const int MostSteps = 20;

    /// <summary>Runs the turn.</summary>
    /// <returns>The output that the management API shows; null when another turn follows.</returns>
    public static async Task<JsonElement?> RunAsync(ValidationTurn turn)
    {
        await turn.WaitAsync();
        for (var steps = 0; steps < MostSteps; steps++)
        {
            turn.TakeSignals();
            switch (turn.Next())
            {
                case NextAction.Activity activity when !await turn.TryPerformAsync(activity):
                    return null; // the turn has ended, and a later turn tries again
                case NextAction.Activity when !turn.IsOver:
                    continue;
                default:
                    return turn.End();
            }
        }

        turn.TakeSignals();
        return turn.End();
    }
}
