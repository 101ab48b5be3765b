using System.Security.Cryptography;
using System.Text;
using AccountValidation.Service.Engine;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// Idempotency keys; they outlive the validations that they started. A row names the account and the validation. Until
/// the start is complete, the validation's unsettled row holds the whole request. The account is locked before the key
/// is claimed, so no key is without its request.
/// </summary>
public sealed class KeyRows(AzureTables tables)
{
    private const string Row = "key";

    /// <summary>The use of a key; null for an unused key.</summary>
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

    /// <summary>Claims a key for a start, or returns its earlier use. The insert decides.</summary>
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
                ?? throw new StoreUnavailableException("An idempotency key disappeared after its insert was refused.");
    }
}

/// <summary>An idempotency key in the form that the tables know.</summary>
/// <param name="Digest">A digest of caller and key. Both are the caller's strings, and may hold characters that no key
/// of a table may hold.</param>
/// <param name="Fingerprint">A digest of the request that came with the key.</param>
public sealed record KeyClaim(string Digest, string Fingerprint)
{
    /// <summary>The key of a claim; null without a claim.</summary>
    public static KeyClaim? Of(IdempotencyClaim? claim) =>
        claim is null
            ? null
            : new(
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{claim.Caller}\n{claim.Key}"))),
                claim.Fingerprint);
}

/// <summary>The use of an idempotency key.</summary>
/// <param name="Fingerprint">A digest of the request that came with the key.</param>
/// <param name="ValidationId">The validation that the key started.</param>
/// <param name="CustomerAccountId">The account of that validation.</param>
public sealed record KeyRecord(string Fingerprint, string ValidationId, string CustomerAccountId);
