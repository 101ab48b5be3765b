using System.Globalization;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Intake;
using AccountValidation.Simulation.Hosts;
using AccountValidation.Simulation.Juspay;
using AccountValidation.Simulation.Plans;
using AccountValidation.Simulation.Receivers;

namespace AccountValidation.Simulation.Callers;

/// <summary>Draws the start requests of callers.</summary>
internal sealed class Requests(World world)
{
    /// <summary>The gateways that callers name.</summary>
    public static readonly IReadOnlyList<string> Gateways = ["slow-bank", "quick-bank"];

    private static readonly decimal[] Amounts = [1, 2.5m, 0.01m, 10];

    private int _number;

    /// <summary>Draws a start for a random account, in most cases with an idempotency key.</summary>
    public (StartRequest Request, IdempotencyClaim? Claim) Draw()
    {
        var chance = world.Chance;
        var account = world.Juspay.Accounts.ElementAt(chance.Next(world.Juspay.Accounts.Count));
        var callback = chance.Happens(0.9) ? SimulatedReceivers.UrlOf(chance.Next(SimulatedReceivers.Count)) : null;
        var key = chance.Happens(0.8) ? string.Create(CultureInfo.InvariantCulture, $"key-{++_number}") : null;
        var request = For(account, callback);
        return (request, key is null ? null : new("caller", key, request.Fingerprint()));
    }

    /// <summary>Draws another start for the account of an earlier start.</summary>
    public StartRequest Again(string accountId) => For(world.Juspay[accountId], callback: null);

    private (string Customer, string Id) NameOf(Account account)
    {
        var (chance, customer, id) = (world.Chance, account.CustomerId, account.Id);
        return !world.Plan.Habits.UseAliases ? (customer, id) : chance.Next(6) switch
        {
            0 => (customer.ToUpperInvariant(), id),
            1 => ("ref-" + customer, id),
            2 => (customer, id.ToUpperInvariant()),
            _ => (customer, id),
        };
    }

    private StartRequest For(Account account, string? callback)
    {
        var (customer, id) = NameOf(account);
        var request = new StartRequest { CustomerId = customer, CustomerAccountId = id, CallbackUrl = callback };
        return !world.Plan.Habits.AreParticular ? request : request with
        {
            RoutingId = world.Plan.Habits.RoutingOf(customer),
            Gateway = world.Chance.Happens(0.7) ? Gateways[world.Chance.Next(Gateways.Count)] : null,
            Amount = Amounts[world.Chance.Next(Amounts.Length)],
        };
    }
}
