using AccountValidation.AzureEngine.Tables;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Juspay;

namespace AccountValidation.AzureEngine.Permits;

/// <summary>
/// Reserves blocks of calls for this instance in the shared plan. A block counts once its reservation was seen in the
/// plan. Either the answer to the write says so, or a later read finds the reservation's mark. Not for several threads
/// at a time.
/// </summary>
/// <param name="store">Keeps the plan.</param>
/// <param name="time">The table service's time.</param>
/// <param name="tokens">Gives this instance its name.</param>
/// <param name="random">Sets the length of pauses.</param>
/// <param name="timeProvider">Times pauses and calls.</param>
internal sealed class CallReservations(
    ICallPlanStore store, ServerTime time, Tokens tokens, FillRandom random, TimeProvider timeProvider)
{
    private const int MostTries = 10;
    private static readonly TimeSpan PauseStep = TimeSpan.FromMilliseconds(20);

    private readonly string _instance = tokens.Next();
    private StoredPlan? _known;
    private (long Number, CallBlock Block)? _unseen;
    private long _number;

    /// <summary>Reserves calls.</summary>
    /// <param name="demand">The waiting calls.</param>
    /// <param name="perCall">The time between two calls.</param>
    /// <param name="cancellationToken">Gives up; calls that were reserved meanwhile are lost.</param>
    /// <returns>The calls; null when other instances were faster each time.</returns>
    /// <exception cref="StoreUnavailableException">The plan cannot be read or written.</exception>
    public async Task<CallBlock?> ReserveAsync(CallDemand demand, TimeSpan perCall, CancellationToken cancellationToken)
    {
        for (var tries = 1; tries <= MostTries; tries++)
        {
            if (await TryAsync(demand, perCall, cancellationToken) is { } block)
            {
                return block;
            }

            await Task.Delay(PauseAfter(tries), timeProvider, cancellationToken);
        }

        return null;
    }

    private async Task<CallBlock?> TryAsync(CallDemand demand, TimeSpan perCall, CancellationToken cancellationToken)
    {
        var read = await CurrentAsync(cancellationToken);
        if (_unseen is { } unseen)
        {
            _unseen = null;
            if (read.Plan.Holds(_instance, unseen.Number))
            {
                _known = read;
                return unseen.Block;
            }
        }

        if ((time.IsGood ? read : await SampleAsync(read, cancellationToken)) is not { } stored)
        {
            return null;
        }

        var (plan, block) = stored.Plan.Reserve(_instance, ++_number, time.Now, demand, perCall);
        (_known, _unseen) = (null, (_number, block));
        if (await store.ReplaceAsync(plan, stored.Version, cancellationToken) is not { } version)
        {
            return null; // another instance, or this call itself, changed the plan: the next read tells
        }

        (_known, _unseen) = (new(plan, version, stored.Stamp), null);
        return block;
    }

    // If this instance is alone, the plan it wrote is still the plan. Other instances would have changed it since.
    private async Task<StoredPlan> CurrentAsync(CancellationToken cancellationToken)
    {
        if (_unseen is null && _known is { } known && known.Plan.IsOf(_instance))
        {
            return known;
        }

        var stored = await store.ReadAsync(cancellationToken);
        if (stored.Stamp is { } stamp)
        {
            time.Learn(stamp);
        }

        return stored;
    }

    // Writes the plan unchanged, to get a timestamp of the service. Null when another instance was faster, or when the
    // call took too long.
    private async Task<StoredPlan?> SampleAsync(StoredPlan stored, CancellationToken cancellationToken)
    {
        _known = null;
        var sentAt = timeProvider.GetTimestamp();
        if (await store.ReplaceAsync(stored.Plan, stored.Version, cancellationToken) is null)
        {
            return null;
        }

        var again = await store.ReadAsync(cancellationToken);
        time.Sample(
            again.Stamp
                ?? throw new InvalidOperationException(
                    "The plan of calls has no timestamp, or somebody deleted the plan."),
            sentAt);
        return time.IsGood ? again : null;
    }

    // A random pause keeps two instances that collided from colliding again.
    private TimeSpan PauseAfter(int tries)
    {
        Span<byte> chance = stackalloc byte[1];
        random(chance);
        return PauseStep * tries * (chance[0] / (double)byte.MaxValue);
    }
}
