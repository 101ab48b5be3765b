using AccountValidation.Simulation.Hosts;
using AccountValidation.Simulation.Plans;

namespace AccountValidation.Simulation.Juspay;

/// <summary>Other people, who drop pennies on our accounts at any time.</summary>
internal sealed class OtherPeople(World world)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    /// <summary>Plans the drops at random times.</summary>
    public void Plan()
    {
        for (var number = 0; number < world.Plan.Juspay.OthersDrops; number++)
        {
            foreach (var account in world.Juspay.Accounts)
            {
                world.Time.After(world.Plan.Duration * world.Chance.NextDouble(), () => Drop(account));
            }
        }
    }

    /// <summary>May drop a penny just when the service has checked and is about to pay.</summary>
    public void AfterCheck(WireCall call, Account account)
    {
        var share = world.Plan.Juspay.OthersDropAtCheck;
        if (share > 0 && !call.IsPennyDrop && world.Chance.Happens(share))
        {
            world.Time.After(world.Chance.Around(Soon), () => Drop(account));
        }
    }

    private void Drop(Account account)
    {
        if (!world.IsHealthy)
        {
            world.Tell($"somebody else drops a penny on {account.Id}");
            world.Juspay.DropAnothers(account);
        }
    }
}
