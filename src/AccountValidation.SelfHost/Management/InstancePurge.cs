using System.Text.Json.Nodes;
using AccountValidation.SelfHost.Storage;

namespace AccountValidation.SelfHost.Management;

/// <summary>Deletes instances for which nothing is left to do. One that is not finished holds an account and perhaps a penny on its way: it stays.</summary>
/// <param name="writer">Deletes.</param>
/// <param name="reader">Finds what is to be deleted.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed partial class InstancePurge(StoreWriter writer, StoreReader reader, TimeProvider timeProvider, ILogger<InstancePurge> logger)
{
    /// <summary>The most instances that one write deletes, so that the engine writes in between.</summary>
    public const int BatchSize = 100;

    /// <summary><c>DELETE instances/{id}</c></summary>
    public async Task<IResult> PurgeOneAsync(string id)
    {
        switch (await writer.WriteAsync(transaction => transaction.Purge(id)))
        {
            case PurgeResult.Purged:
                LogPurged(id);
                return Deleted(1);
            case PurgeResult.Unfinished:
                return JsonAnswer.Error(
                    StatusCodes.Status409Conflict, "The instance is not finished, so it is not purged: terminate it first, and wait until nothing is left to do.");
            default:
                return Results.StatusCode(StatusCodes.Status404NotFound);
        }
    }

    /// <summary><c>DELETE instances</c>: those created in a range of time, both ends included, and of the states asked for.</summary>
    public async Task<IResult> PurgeManyAsync(IQueryCollection query, CancellationToken cancellationToken)
    {
        if (query.Instant("createdTimeFrom") is not { } from)
        {
            return new JsonAnswer(JsonValue.Create("Please provide value for 'createdTimeFrom' parameter."), StatusCodes.Status400BadRequest);
        }

        if (FilterNotRead(query) is { } name)
        {
            return JsonAnswer.Error(StatusCodes.Status400BadRequest, $"The value of '{name}' cannot be read. Nothing was purged.");
        }

        var wanted = query.Statuses("runtimeStatus");
        var filter = new InstanceFilter { CreatedFrom = from, CreatedTo = query.Instant("createdTimeTo") ?? timeProvider.GetUtcNow() };
        var deleted = await PurgeAsync(filter, wanted, cancellationToken);
        if (deleted == 0)
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        LogPurgedMany(deleted);
        return Deleted(deleted);
    }

    // The extension ignores what it cannot read, here as elsewhere; but without the filter more would be deleted than was asked for.
    private static string? FilterNotRead(IQueryCollection query) =>
        query.ContainsKey("createdTimeTo") && query.Instant("createdTimeTo") is null ? "createdTimeTo"
        : query.ContainsKey("runtimeStatus") && query.Statuses("runtimeStatus") is null ? "runtimeStatus"
        : null;

    private async Task<int> PurgeAsync(InstanceFilter filter, IReadOnlySet<RuntimeStatus>? wanted, CancellationToken cancellationToken)
    {
        var deleted = 0;
        InstancePage page;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            page = reader.ListInstances(filter, validation => validation.IsFinished && (wanted is null || wanted.Contains(RuntimeStatuses.Of(validation))), BatchSize);
            var ids = page.Found.Select(validation => validation.Id).ToList();
            deleted += ids.Count == 0 ? 0 : await writer.WriteAsync(transaction => ids.Count(id => transaction.Purge(id) == PurgeResult.Purged));
            filter = filter with { After = page.ContinueAfter };
        }
        while (page.ContinueAfter is not null);
        return deleted;
    }

    private static JsonAnswer Deleted(int count) => new(new JsonObject { ["instancesDeleted"] = count }, StatusCodes.Status200OK);

    [LoggerMessage(Level = LogLevel.Information, Message = "An operator purged validation {ValidationId}")]
    private partial void LogPurged(string validationId);

    [LoggerMessage(Level = LogLevel.Information, Message = "An operator purged {Count} validations")]
    private partial void LogPurgedMany(int count);
}
