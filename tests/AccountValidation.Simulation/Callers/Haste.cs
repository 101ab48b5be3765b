using AccountValidation.Core;
using AccountValidation.Simulation.Hosts;
using AccountValidation.Simulation.Plans;

namespace AccountValidation.Simulation.Callers;

/// <summary>Callers and operators who interfere shortly before a penny drop, or during it.</summary>
internal sealed class Haste(World world, Signaller signaller)
{
    /// <summary>Interferes with a validation that was just accepted.</summary>
    public void With(string id)
    {
        if (!world.Plan.Habits.AreHasty)
        {
            return;
        }

        var chance = world.Chance;
        var second = TimeSpan.FromSeconds(1);
        var soon = chance.Around(chance.Pick(second, second, world.Plan.Settings.Submission.ConfirmAfter * 4));
        Signal signal = chance.Next(6) switch
        {
            0 or 1 => new Signal.Suspend("haste"),
            2 => new Signal.Cancel(),
            3 => new Signal.Terminate("haste"),
            4 => new Signal.Check(),
            _ => new Signal.Hint(),
        };
        world.Time.After(soon, () => signaller.Send(id, signal));
        if (signal is Signal.Suspend)
        {
            var later = soon + chance.Around(TimeSpan.FromMinutes(2));
            world.Time.After(later, () => signaller.Send(id, new Signal.Resume(null)));
        }
    }
}
