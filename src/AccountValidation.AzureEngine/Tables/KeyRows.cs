using System.Security.Cryptography;
using System.Text;
using AccountValidation.Service.Api;
using AccountValidation.Service.Engine;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// Idempotency keys. They outlive what they started. A row names the account and the validation whose unsettled row
/// holds the whole request until the start is complete: the account is taken before the key, so no key is without its
/// request.
/// </summary>
/// <param name="tables">The tables.</param>
public sealed class KeyRows(AzureTables tables)
{
    private const string Row = "key";

    /// <summary>What a key was used for; null when it was not used.</summary>
    public async Task<KeyRecord?> FindAsync(KeyClaim claim, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        return await tables.Keys.FindAsync(claim.Digest, Row, cancellationToken) is { } entity
            ? new(
                entity.GetString("Fingerprint"),
                entity.GetString("ValidationId"),
                entity.GetString("CustomerAccountId"))
            : null;
    }

    /// <summary>Claims a key for a start, or gives back what it was used for. The insert decides.</summary>
    public async Task<KeyRecord> ClaimAsync(UnsettledRow unsettled, KeyClaim claim, CancellationToken cancellationToken)
    {
        var request = unsettled.Validation.Request;
        var entity = new TableEntity(claim.Digest, Row)
        {
            ["Fingerprint"] = claim.Fingerprint,
            ["ValidationId"] = unsettled.Validation.Id,
            ["CustomerId"] = request.CustomerId,
            ["CustomerAccountId"] = request.CustomerAccountId,
            ["CreatedAt"] = unsettled.Validation.CreatedAt,
        };
        return await tables.Keys.InsertAsync(entity, cancellationToken)
            ? new(claim.Fingerprint, unsettled.Validation.Id, request.CustomerAccountId)
            : await FindAsync(claim, cancellationToken)
                ?? throw new StoreUnavailableException("An idempotency key was there and is gone.");
    }
}

/// <summary>An idempotency key as the tables know it.</summary>
/// <param name="Digest">A digest of caller and key: both are the caller's text, which may hold what no key of a table
/// may.</param>
/// <param name="Fingerprint">A digest of the request it was sent with.</param>
public sealed record KeyClaim(string Digest, string Fingerprint)
{
    /// <summary>The key of a claim; null for none.</summary>
    public static KeyClaim? Of(IdempotencyClaim? claim) =>
        claim is null
            ? null
            : new(
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{claim.Caller}\n{claim.Key}"))),
                claim.Fingerprint);
}

/// <summary>What an idempotency key was used for.</summary>
/// <param name="Fingerprint">A digest of the request.</param>
/// <param name="ValidationId">The validation it started.</param>
/// <param name="CustomerAccountId">Its account.</param>
public sealed record KeyRecord(string Fingerprint, string ValidationId, string CustomerAccountId);
