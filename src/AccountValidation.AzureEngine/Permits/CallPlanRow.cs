using System.Text.Json;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Service.Engine;
using Azure;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Permits;

/// <summary>Keeps the plan of calls for all instances.</summary>
internal interface ICallPlanStore
{
    /// <summary>Reads the plan; an empty plan when nothing is stored.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be used.</exception>
    Task<StoredPlan> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the plan that was read, and gives its new version. Null when another instance was faster. Null, too,
    /// when an earlier try of this same call succeeded and its answer was lost.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store cannot be used; nobody knows whether the plan was
    /// replaced.</exception>
    Task<ETag?> ReplaceAsync(CallPlan plan, ETag read, CancellationToken cancellationToken);
}

/// <summary>A plan at the moment of reading.</summary>
/// <param name="Plan">The plan; empty when nothing is stored.</param>
/// <param name="Version">The plan's version; the default when nothing is stored.</param>
/// <param name="Stamp">When the plan was written, by the table service's clock; null when nothing is stored.</param>
internal sealed record StoredPlan(CallPlan Plan, ETag Version, DateTimeOffset? Stamp);

/// <summary>Keeps the plan of calls in a row of the table Limits, which the first use creates.</summary>
internal sealed class CallPlanRow(AzureTables tables) : ICallPlanStore
{
    private const string Partition = "juspay";
    private const string Row = "calls-per-second";

    private bool _isThere;

    /// <inheritdoc/>
    public Task<StoredPlan> ReadAsync(CancellationToken cancellationToken) => UseAsync(async () =>
    {
        if (!_isThere)
        {
            await tables.Limits.EnsureAsync(cancellationToken);
            _isThere = true;
        }

        return await tables.Limits.FindAsync(Partition, Row, cancellationToken) is { } entity
            ? new(new(TimeOf(entity), AskersOf(entity)), entity.ETag, entity.Timestamp)
            : new StoredPlan(CallPlan.Empty, default, Stamp: null);
    });

    /// <inheritdoc/>
    public Task<ETag?> ReplaceAsync(CallPlan plan, ETag read, CancellationToken cancellationToken) =>
        UseAsync(() => tables.Limits.WriteAsync(EntityOf(plan), read, cancellationToken));

    private async Task<T> UseAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (StoreUnavailableException)
        {
            _isThere = false; // somebody may have deleted the table
            throw;
        }
    }

    private static TableEntity EntityOf(CallPlan plan) =>
        new(Partition, Row)
        {
            ["ReservedUntil"] = plan.ReservedUntil,
            ["Askers"] = JsonSerializer.Serialize(
                new Dictionary<string, Asker>(plan.Askers), CallPlanJson.Default.DictionaryStringAsker),
        };

    private static DateTimeOffset TimeOf(TableEntity entity) =>
        entity.GetDateTimeOffset("ReservedUntil")
        ?? throw new InvalidOperationException(
            $"The row {Row} of the table Limits has no ReservedUntil. Delete the row.");

    private static Dictionary<string, Asker> AskersOf(TableEntity entity) =>
        JsonSerializer.Deserialize(entity.GetString("Askers") ?? "{}", CallPlanJson.Default.DictionaryStringAsker)
        ?? [];
}
