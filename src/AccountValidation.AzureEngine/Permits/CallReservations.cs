using AccountValidation.AzureEngine.Tables;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Juspay;

namespace AccountValidation.AzureEngine.Permits;

/// <summary>
/// Reserves blocks of calls for this instance in the plan that all share. A block counts when its reservation was seen
/// in the plan: the answer to the write said so, or the plan that was read afterwards holds its mark. One reservation
/// at a time.
/// </summary>
/// <param name="store">Has the plan.</param>
/// <param name="time">The table service's time.</param>
/// <param name="tokens">Gives this instance its name.</param>
/// <param name="random">The source of chance, for pauses.</param>
/// <param name="timeProvider">The clock.</param>
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
    /// <param name="demand">The calls that wait.</param>
    /// <param name="perCall">The time from one call to the next.</param>
    /// <param name="cancellationToken">Gives it up; what was reserved meanwhile is lost.</param>
    /// <returns>The calls; null when others were quicker each time.</returns>
    /// <exception cref="StoreUnavailableException">The plan cannot be read or written at the moment.</exception>
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
            return null; // changed by another, or by this itself: the next read tells
        }

        (_known, _unseen) = (new(plan, version, stored.Stamp), null);
        return block;
    }

    // Alone, the plan that was written is the plan that is there. Beside others it has changed since.
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

    // The plan is written as it is, for the timestamp that the service gives it. Null when another was quicker, or it
    // took too long.
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
                    "The plan of calls was deleted by somebody, or has no timestamp."),
            sentAt);
        return time.IsGood ? again : null;
    }

    // By chance, so that those who met do not meet again.
    private TimeSpan PauseAfter(int tries)
    {
        Span<byte> chance = stackalloc byte[1];
        random(chance);
        return PauseStep * tries * (chance[0] / (double)byte.MaxValue);
    }
}
