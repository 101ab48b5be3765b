using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Engine;

namespace AccountValidation.AzureEngine.Instances;

/// <summary>
/// Starts validations across tables that share no transaction. The order of the writes makes every break safe. First
/// comes the unsettled row, with the whole request and the account's facts. Then comes the account's lock, for the
/// account's version that was read. Then come the idempotency key, the row, the orchestration and the note of
/// completion. A caller that meets an account locked by an incomplete start completes that start.
/// </summary>
/// <param name="records">Holds the accounts and their locks.</param>
/// <param name="unfinished">Holds the unsettled rows.</param>
/// <param name="keys">Holds the idempotency keys.</param>
/// <param name="rows">Holds the rows of validations.</param>
/// <param name="views">Gives the current view of a validation.</param>
/// <param name="settlements">Writes a settlement that its orchestration has not written yet.</param>
/// <param name="instances">Starts the orchestrations.</param>
/// <param name="admission">Bounds the unsettled validations.</param>
/// <param name="mark">Stands in the task hub before the first orchestration.</param>
/// <param name="sharedClock">Times the proof of absence.</param>
/// <param name="timeProvider">The clock of this machine.</param>
public sealed class StartWriter(
    AccountRecords records,
    UnfinishedRows unfinished,
    KeyRows keys,
    ValidationRows rows,
    LiveViews views,
    Settlements settlements,
    IInstances instances,
    Admission admission,
    HubMark mark,
    ISharedClock sharedClock,
    TimeProvider timeProvider)
{
    /// <summary>Starts a validation, or answers with the reason why it does not start.</summary>
    /// <exception cref="StoreUnavailableException">Nobody knows whether the validation was started; the same request
    /// again finds out.</exception>
    public async Task<StartResult> StartAsync(
        Validation validation, IdempotencyClaim? claim, CancellationToken cancellationToken)
    {
        var key = KeyClaim.Of(claim);
        if (key is not null && await keys.FindAsync(key, cancellationToken) is { } known)
        {
            return await AnswerKnownAsync(known, key, cancellationToken);
        }

        await mark.SetAsync(validation.CreatedAt, cancellationToken);
        for (UnsettledRow? unsettled = null; ;)
        {
            var record = await records.FindAsync(validation.Request.CustomerAccountId, cancellationToken);
            if (unsettled is not null && record.LockedBy == validation.Id)
            {
                return await FinishAsync(unsettled, cancellationToken); // locked before; the answer was lost
            }

            if (record.LockedBy is { } holder)
            {
                if (await AnswerBusyAsync(record, holder, key, cancellationToken) is { } busy)
                {
                    return await GiveBackAsync(unsettled, busy, cancellationToken);
                }

                continue; // the account was free, or is free by now
            }

            // From now on the validation follows a penny drop that may be on its way: the proof begins here.
            var isOnItsWay = record.Account.OpenDrop is { Stage: Stage.DropUnderWay };
            var now = isOnItsWay
                ? await sharedClock.NowAsync(validation.Request.CustomerAccountId, cancellationToken)
                : timeProvider.GetUtcNow();
            if (AccountRules.OtherRoutingId(record.Account, validation.Request, now) is { } inUse)
            {
                return await GiveBackAsync(unsettled, new StartResult.RoutingIdInUse(inUse), cancellationToken);
            }

            if (unsettled is null && !await admission.TryAdmitAsync(cancellationToken))
            {
                return new StartResult.TooManyUnsettled();
            }

            unsettled = new(AccountRules.Enter(validation, record.Account, now), key, IsStarted: false, record.Account);
            await unfinished.PutAsync(unsettled, cancellationToken);
            if (
                await records.TryPutAsync(
                    record, record.LockedFor(unsettled.Validation, now), intent: null, cancellationToken))
            {
                return await FinishAsync(unsettled, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Completes a start whose validation holds the account's lock. Null when the start is complete. If another
    /// validation used the idempotency key before, the start is given up and the account becomes free. Then the result
    /// is the key's record.
    /// </summary>
    public async Task<KeyRecord?> CompleteAsync(UnsettledRow unsettled, CancellationToken cancellationToken)
    {
        if (unsettled.IsStarted)
        {
            return null;
        }

        if (
            unsettled.Key is { } key
            && await keys.ClaimAsync(unsettled, key, cancellationToken) is var owner
            && owner.ValidationId != unsettled.Validation.Id)
        {
            await records.ChangeAsync(
                unsettled.Validation.Request.CustomerAccountId,
                record => record.Unlocked(unsettled.Validation.Id, unsettled.Before),
                cancellationToken);
            await unfinished.FreeAsync(unsettled, cancellationToken);
            return owner;
        }

        await rows.AddAsync(ValidationRow.Of(unsettled.Validation, instances.HubName), cancellationToken);
        await instances.StartAsync(
            Turn.Of(unsettled.Validation.Id, unsettled.Validation, isRecorded: false, timeProvider.GetUtcNow()),
            cancellationToken);
        await unfinished.MarkStartedAsync(unsettled, cancellationToken);
        return null;
    }

    private async Task<StartResult> FinishAsync(UnsettledRow unsettled, CancellationToken cancellationToken) =>
        await CompleteAsync(unsettled, cancellationToken) is { } owner
            ? await AnswerKnownAsync(owner, unsettled.Key!, cancellationToken)
            : new StartResult.Started(unsettled.Validation);

    // Null when the account is no longer locked.
    private async Task<StartResult?> AnswerBusyAsync(
        AccountRecord record, string holder, KeyClaim? key, CancellationToken cancellationToken)
    {
        if (await unfinished.FindUnsettledRowAsync(record.Partition, holder, cancellationToken) is { } unsettled)
        {
            if (await CompleteAsync(unsettled, cancellationToken) is not null)
            {
                return null;
            }

            // A client may have sent the same key twice at once: then the other request holds the account and gives the
            // answer.
            if (key is not null && unsettled.Key?.Digest == key.Digest)
            {
                return await AnswerKnownAsync(
                    new(unsettled.Key.Fingerprint, holder, unsettled.Validation.Request.CustomerAccountId),
                    key,
                    cancellationToken);
            }

            return await IsSettledByNowAsync(holder, cancellationToken) ? null : new StartResult.AccountBusy(holder);
        }

        if (await rows.FindAsync(holder, cancellationToken) is { State.IsSettled: false })
        {
            return new StartResult.AccountBusy(holder);
        }

        await records.ChangeAsync(record.Partition, current => current.Unlocked(holder), cancellationToken);
        return null;
    }

    // The orchestration has settled, and clients see that before the orchestration writes the settlement. A start that
    // comes in between writes the settlement itself.
    private async Task<bool> IsSettledByNowAsync(string holder, CancellationToken cancellationToken) =>
        await rows.FindAsync(holder, cancellationToken) is { State.IsSettled: false } row
        && await views.ReachedAsync(row, cancellationToken) is { IsSettled: true } reached
        && await settlements.SettleAsync(reached, row.Driver, AccountDetails.None, cancellationToken) is
        {
            After.State.IsSettled: true
        };

    private async Task<StartResult> GiveBackAsync(
        UnsettledRow? unsettled, StartResult result, CancellationToken cancellationToken)
    {
        if (unsettled is not null)
        {
            await unfinished.FreeAsync(unsettled, cancellationToken);
        }

        return result;
    }

    private async Task<StartResult> AnswerKnownAsync(KeyRecord known, KeyClaim key, CancellationToken cancellationToken)
    {
        if (known.Fingerprint != key.Fingerprint)
        {
            return new StartResult.KeyReused(known.ValidationId);
        }

        if (
            await unfinished.FindUnsettledRowAsync(known.CustomerAccountId, known.ValidationId, cancellationToken) is
            { } unsettled)
        {
            await CompleteAsync(unsettled, cancellationToken);
        }

        return await views.FindAsync(known.ValidationId, cancellationToken) is { } validation
            ? new StartResult.Replayed(validation)
            : new StartResult.Purged(known.ValidationId);
    }
}
