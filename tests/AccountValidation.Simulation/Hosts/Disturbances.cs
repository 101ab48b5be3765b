using AccountValidation.Simulation.Plans;
using AccountValidation.Simulation.Receivers;

namespace AccountValidation.Simulation.Hosts;

/// <summary>
/// Plans the faults at certain times: in the machine, at Juspay as a whole, and at a receiver for days.
/// </summary>
internal sealed class Disturbances(World world, Machine machine)
{
    /// <summary>Plans all faults.</summary>
    public void Plan()
    {
        var plan = world.Plan;
        Times(plan.Host.Kills, machine.Kill);
        Times(plan.Host.Stops, machine.Stop);
        Times(plan.Host.FullDisks, () => ForAWhile(TimeSpan.FromMinutes(20), machine.FillDisk));
        Times(plan.Juspay.KeyOutages, () => For(TimeSpan.FromHours(1), refuses => world.Juspay.RefusesKey = refuses));
        Times(plan.Juspay.Outages, () => ForAWhile(TimeSpan.FromMinutes(30), isAway => world.Juspay.IsAway = isAway));
        Times(plan.Receivers.Down, () => TakeDown(world.Chance.Next(SimulatedReceivers.Count)));
        Times(plan.Host.Backups, machine.BackUp);
        Times(plan.Host.Restores, machine.Restore);
        Times(plan.Host.Copies, machine.StartCopies);
        foreach (var jump in plan.Host.ClockJumps)
        {
            Times(1, () => SetClock(jump));
        }
    }

    private void Times(int count, Action what)
    {
        for (var number = 0; number < count; number++)
        {
            world.Time.After(world.Plan.Duration * world.Chance.NextDouble(), what);
        }
    }

    private void ForAWhile(TimeSpan mean, Action<bool> set) => For(world.Chance.Around(mean), set);

    private void For(TimeSpan time, Action<bool> set)
    {
        if (world.IsHealthy)
        {
            return;
        }

        set(true);
        world.Time.After(time, () => set(false));
    }

    private void TakeDown(int receiver)
    {
        world.Tell($"receiver {receiver} is down");
        world.Receivers.Down.Add(receiver);
        world.Time.After(world.Chance.Between(TimeSpan.FromDays(1), TimeSpan.FromDays(6)), () =>
            world.Receivers.Down.Remove(receiver));
    }

    private void SetClock(TimeSpan by)
    {
        world.Tell($"the clock is set by {by}");
        world.Time.SetHostClock(by);
        if (!world.IsHealthy && world.Chance.Next(2) == 0)
        {
            machine.Kill(); // The next process starts with another time of day.
        }
    }
}
