using AccountValidation.Service.Juspay;

namespace AccountValidation.AzureEngine.Permits;

/// <summary>
/// Until when calls to Juspay are reserved, and who has lately asked: what all instances of the app read and replace.
/// Blocks of calls follow each other without a gap or an overlap, so that the rate holds however many instances there
/// are.
/// </summary>
/// <param name="ReservedUntil">From when on nothing is reserved, by the table service's clock.</param>
/// <param name="Askers">The instances that have lately reserved calls.</param>
internal sealed record CallPlan(DateTimeOffset ReservedUntil, IReadOnlyDictionary<string, Asker> Askers)
{
    // What all instances together own of the future, while calls are not few.
    private static readonly TimeSpan MostReserved = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromSeconds(30);
    private const int APair = 2;

    /// <summary>Nothing is reserved, and nobody has asked.</summary>
    public static CallPlan Empty { get; } = new(DateTimeOffset.UnixEpoch, new Dictionary<string, Asker>());

    /// <summary>Reserves the next calls for an instance: those that wait, but at most its share.</summary>
    /// <param name="instance">Who asks.</param>
    /// <param name="number">The number of this reservation among all of the instance, by which it is known
    /// again.</param>
    /// <param name="now">The table service's time.</param>
    /// <param name="demand">The calls that wait. The next ones are not split.</param>
    /// <param name="perCall">The time from one call to the next.</param>
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

    /// <summary>Whether a reservation of an instance is in this plan, and is its last one.</summary>
    public bool Holds(string instance, long number) =>
        Askers.TryGetValue(instance, out var asker) && asker.Number == number;

    /// <summary>Whether nobody but an instance has lately asked.</summary>
    public bool IsOf(string instance) => Askers.Count == 1 && Askers.ContainsKey(instance);
}

/// <summary>An instance that has reserved calls.</summary>
/// <param name="At">When, by the table service's clock.</param>
/// <param name="Number">The number of its last reservation.</param>
internal sealed record Asker(DateTimeOffset At, long Number);
