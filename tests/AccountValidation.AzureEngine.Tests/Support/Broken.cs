using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.Core;

namespace AccountValidation.AzureEngine.Tests.Support;

/// <summary>What was broken off in the middle.</summary>
internal static class Broken
{
    /// <summary>A validation whose penny drop has its entry in the journal; what became of it has none, and the instance knows neither.</summary>
    public static async Task<Validation> PennyAsync(World world)
    {
        var accepted = await world.StartNewAsync();
        var due = Some.DueToPay(accepted, world.Now);
        world.Instances.Become(accepted.Id, due);
        var process = world.NewProcess(Faults.Once(Calls.Intent, Fault.KilledAfter));
        Assert.False(await KilledException.SurvivesAsync(
            () => Runner.PerformAsync(process, ActivityNames.DropPenny, new(due.Id, due.Id, StateElement.Of(due), world.Now, 1))));
        return accepted;
    }
}
