using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Service.Api;

namespace AccountValidation.AzureEngine.Instances;

/// <summary>
/// Starts validations across tables that share no transaction. The order makes it safe to be broken off anywhere: the account's slot, which holds the
/// whole request; the idempotency key; the row; the orchestration; the note that all is done. Every decision is an insert, and whoever
/// meets a start that is not complete completes it.
/// </summary>
/// <param name="accounts">The slots.</param>
/// <param name="keys">The idempotency keys.</param>
/// <param name="rows">The rows of validations.</param>
/// <param name="views">Tells how a validation stands.</param>
/// <param name="instances">The orchestrations.</param>
public sealed class Starts(AccountRows accounts, KeyRows keys, ValidationRows rows, LiveViews views, IInstances instances)
{
    /// <summary>Starts a validation.</summary>
    /// <exception cref="StoreUnavailableException">It is not known whether it was started; the same request again finds out.</exception>
    public async Task<StartResult> StartAsync(Validation validation, IdempotencyClaim? claim, CancellationToken cancellationToken)
    {
        var key = KeyClaim.Of(claim);
        if (key is not null && await keys.FindAsync(key, cancellationToken) is { } known)
        {
            return await AnswerKnownAsync(known, key, cancellationToken);
        }

        while (true)
        {
            var holder = await accounts.TakeAsync(new(validation, key, IsStarted: false), cancellationToken);
            var isOurs = holder.Validation.Id == validation.Id;
            var owner = await CompleteAsync(holder, cancellationToken);
            if (isOurs)
            {
                return owner is null ? new StartResult.Started(validation) : await AnswerKnownAsync(owner, key!, cancellationToken);
            }

            if (owner is null)
            {
                // The same key may have been sent twice at once: then the slot is the other's, and so is the answer.
                return key is not null && holder.Key?.Digest == key.Digest
                    ? await AnswerKnownAsync(new(holder.Key.Fingerprint, holder.Validation.Id, holder.Validation.Request.CustomerId, holder.Validation.Request.CustomerAccountId), key, cancellationToken)
                    : new StartResult.AccountBusy(holder.Validation.Id);
            }
        }
    }

    /// <summary>
    /// Does what is left of a start. Null when it is complete; otherwise what its idempotency key had been used for before: then the start is
    /// given up and its slot is free.
    /// </summary>
    public async Task<KeyRecord?> CompleteAsync(Slot slot, CancellationToken cancellationToken)
    {
        if (slot.IsStarted)
        {
            return null;
        }

        if (slot.Key is { } key && await keys.ClaimAsync(slot, key, cancellationToken) is var owner && owner.ValidationId != slot.Validation.Id)
        {
            await accounts.FreeAsync(slot, cancellationToken);
            return owner;
        }

        await rows.AddAsync(ValidationRow.Of(slot.Validation, instances.HubName), cancellationToken);
        await instances.StartAsync(Turn.Of(slot.Validation.Id, slot.Validation, isRecorded: false), cancellationToken);
        await accounts.MarkStartedAsync(slot, cancellationToken);
        return null;
    }

    private async Task<StartResult> AnswerKnownAsync(KeyRecord known, KeyClaim key, CancellationToken cancellationToken)
    {
        if (known.Fingerprint != key.Fingerprint)
        {
            return new StartResult.KeyReused(known.ValidationId);
        }

        if (await accounts.FindSlotAsync(known.CustomerAccountId, known.CustomerId, cancellationToken) is { } slot && slot.Validation.Id == known.ValidationId)
        {
            await CompleteAsync(slot, cancellationToken);
        }

        return await views.FindAsync(known.ValidationId, cancellationToken) is { } validation
            ? new StartResult.Replayed(validation)
            : new StartResult.Purged(known.ValidationId);
    }
}
