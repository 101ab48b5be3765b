using AccountValidation.Service.Juspay;

namespace AccountValidation.AzureEngine.Permits;

/// <summary>
/// The plan of reserved calls to Juspay, and the instances that lately asked. All instances of the app read and replace
/// it. Blocks of calls follow each other without a gap or an overlap. So the rate holds for any number of instances.
/// </summary>
/// <param name="ReservedUntil">The end of the last reservation, by the table service's clock.</param>
/// <param name="Askers">The instances that have lately reserved calls.</param>
internal sealed record CallPlan(DateTimeOffset ReservedUntil, IReadOnlyDictionary<string, Asker> Askers)
{
    // Bounds the reservations of all instances together, unless the rate is low.
    private static readonly TimeSpan MostReserved = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromSeconds(30);
    private const int APair = 2;

    /// <summary>A plan without reservations and askers.</summary>
    public static CallPlan Empty { get; } = new(DateTimeOffset.UnixEpoch, new Dictionary<string, Asker>());

    /// <summary>Reserves the next calls for an instance: the waiting calls, but at most the instance's share.</summary>
    /// <param name="instance">The instance that asks.</param>
    /// <param name="number">The number of this reservation among the instance's own; it identifies the reservation
    /// later.</param>
    /// <param name="now">The table service's time.</param>
    /// <param name="demand">The waiting calls. A reservation never splits the next calls.</param>
    /// <param name="perCall">The time between two calls.</param>
    public (CallPlan Plan, CallBlock Block) Reserve(
        string instance, long number, DateTimeOffset now, CallDemand demand, TimeSpan perCall)
    {
        var askers = Askers.Where(asker => now - asker.Value.At < ForgottenAfter).ToDictionary(StringComparer.Ordinal);
        askers[instance] = new(now, number);
        var share = Math.Max(APair, (int)Math.Min(MostReserved / perCall / askers.Count, int.MaxValue));

        // An odd rest would split a pair, if pairs wait.
        var calls = demand.All <= share ? demand.All : share - ((share - demand.Next) % APair);
        var block = new CallBlock(ReservedUntil > now ? ReservedUntil : now, calls);
        return (new(block.Start + (perCall * calls), askers), block);
    }

    /// <summary>True when this plan holds the instance's reservation, and it is the instance's last.</summary>
    public bool Holds(string instance, long number) =>
        Askers.TryGetValue(instance, out var asker) && asker.Number == number;

    /// <summary>True when only this instance has lately asked.</summary>
    public bool IsOf(string instance) => Askers.Count == 1 && Askers.ContainsKey(instance);
}

/// <summary>An instance that has reserved calls.</summary>
/// <param name="At">When the instance reserved last, by the table service's clock.</param>
/// <param name="Number">The number of the instance's last reservation.</param>
internal sealed record Asker(DateTimeOffset At, long Number);
