using System.Text.Json;
using AccountValidation.AzureEngine.Instances;

namespace AccountValidation.Functions.Orchestrations;

/// <summary>
/// A turn that was begun by a version which decided while it ran: after its wait it performs steps until nothing is due
/// for the moment. Instances that are under way while this version is deployed replay by it; whatever it leads to is
/// decided in the input of the next turn.
/// </summary>
internal static class UndecidedTurn
{
    private const int MostSteps = 20;

    /// <summary>Runs the turn.</summary>
    /// <returns>What the management API shows as output; null when another turn follows.</returns>
    public static async Task<JsonElement?> RunAsync(ValidationTurn turn)
    {
        await turn.WaitAsync();
        for (var steps = 0; steps < MostSteps; steps++)
        {
            turn.TakeSignals();
            switch (turn.Next())
            {
                case NextAction.Activity activity when !await turn.TryPerformAsync(activity):
                    return null; // the turn has ended: a later one tries again
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
