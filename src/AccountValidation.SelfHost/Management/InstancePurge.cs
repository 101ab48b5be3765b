using System.Text.Json.Nodes;
using AccountValidation.SelfHost.Storage;

namespace AccountValidation.SelfHost.Management;

/// <summary>
/// Purges finished instances. An unfinished instance holds an account, and perhaps an open drop: it stays.
/// </summary>
/// <param name="writer">Purges in transactions.</param>
/// <param name="reader">Finds the instances.</param>
/// <param name="timeProvider">Gives the end of an open range.</param>
/// <param name="logger">Receives a message for each purge.</param>
internal sealed partial class InstancePurge(
    StoreWriter writer, StoreReader reader, TimeProvider timeProvider, ILogger<InstancePurge> logger)
{
    /// <summary>The most instances that one write purges, so that the engine can write in between.</summary>
    public const int BatchSize = 100;

    /// <summary>
    /// The query parameter of a trial run: the purge reports what it would delete, and deletes nothing.
    /// </summary>
    public const string DryRun = "dryRun";

    /// <summary><c>DELETE instances/{id}</c></summary>
    public async Task<IResult> PurgeOneAsync(IQueryCollection query, string id)
    {
        if (FlagNotRead(query) is { } name)
        {
            return NotRead(name);
        }

        var isDryRun = query.Flag(DryRun, otherwise: false);
        switch (isDryRun ? ResultOf(id) : await writer.WriteAsync(transaction => transaction.Purge(id)))
        {
            case PurgeResult.Purged when isDryRun:
                return ToDelete(1);
            case PurgeResult.Purged:
                LogPurged(id);
                return Deleted(1);
            case PurgeResult.Unfinished:
                return JsonAnswer.Error(
                    StatusCodes.Status409Conflict,
                    "The instance is not finished, so it is not purged: terminate it first, and wait until nothing is "
                    + "left to do.");
            default:
                return Results.StatusCode(StatusCodes.Status404NotFound);
        }
    }

    /// <summary>
    /// <c>DELETE instances</c>: the instances of the requested states, created within a range of time, both ends
    /// included.
    /// </summary>
    public async Task<IResult> PurgeManyAsync(IQueryCollection query, CancellationToken cancellationToken)
    {
        if (query.Instant("createdTimeFrom") is not { } from)
        {
            return new JsonAnswer(
                JsonValue.Create("Please provide value for 'createdTimeFrom' parameter."),
                StatusCodes.Status400BadRequest);
        }

        if ((FilterNotRead(query) ?? FlagNotRead(query)) is { } name)
        {
            return NotRead(name);
        }

        var wanted = query.Statuses("runtimeStatus");
        var filter = new InstanceFilter
        {
            CreatedFrom = from,
            CreatedTo = query.Instant("createdTimeTo") ?? timeProvider.GetUtcNow(),
        };
        var isDryRun = query.Flag(DryRun, otherwise: false);
        var deleted = await PurgeAsync(filter, wanted, isDryRun, cancellationToken);
        if (deleted == 0)
        {
            return JsonAnswer.Error(StatusCodes.Status404NotFound, "No instance that may be purged fits the filters.");
        }

        if (isDryRun)
        {
            return ToDelete(deleted);
        }

        LogPurgedMany(deleted);
        return Deleted(deleted);
    }

    // The extension ignores an unreadable filter. Here the purge refuses the request: without the filter it would
    // delete more than the operator asked.
    private static string? FilterNotRead(IQueryCollection query) =>
        query.ContainsKey("createdTimeTo") && query.Instant("createdTimeTo") is null ? "createdTimeTo"
        : query.ContainsKey("runtimeStatus") && !query.AreStatuses("runtimeStatus") ? "runtimeStatus"
        : null;

    private static string? FlagNotRead(IQueryCollection query) =>
        query.ContainsKey(DryRun) && !bool.TryParse(query[DryRun], out _) ? DryRun : null;

    private PurgeResult ResultOf(string id) => reader.Find(id) switch
    {
        null => PurgeResult.Unknown,
        { IsFinished: true } => PurgeResult.Purged,
        _ => PurgeResult.Unfinished,
    };

    private async Task<int> PurgeAsync(
        InstanceFilter filter, IReadOnlySet<RuntimeStatus>? wanted, bool isDryRun, CancellationToken cancellationToken)
    {
        var deleted = 0;
        InstancePage page;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            page = reader.ListInstances(
                filter,
                validation =>
                    validation.IsFinished && (wanted is null || wanted.Contains(RuntimeStatuses.Of(validation))),
                BatchSize);
            var ids = page.Found.Select(validation => validation.Id).ToList();
            deleted +=
                isDryRun || ids.Count == 0
                    ? ids.Count
                    : await writer.WriteAsync(transaction =>
                        ids.Count(id => transaction.Purge(id) == PurgeResult.Purged));
            filter = filter with { After = page.ContinueAfter };
        }
        while (page.ContinueAfter is not null);
        return deleted;
    }

    private static JsonAnswer NotRead(string name) =>
        JsonAnswer.Error(StatusCodes.Status400BadRequest, $"The value of '{name}' cannot be read. Nothing was purged.");

    private static JsonAnswer ToDelete(int count) =>
        new(new JsonObject { ["instancesDeleted"] = 0, ["instancesToDelete"] = count }, StatusCodes.Status200OK);

    private static JsonAnswer Deleted(int count) =>
        new(new JsonObject { ["instancesDeleted"] = count }, StatusCodes.Status200OK);

    [LoggerMessage(Level = LogLevel.Information, Message = "An operator purged validation {ValidationId}")]
    private partial void LogPurged(string validationId);

    [LoggerMessage(Level = LogLevel.Information, Message = "An operator purged {Count} validations")]
    private partial void LogPurgedMany(int count);
}
