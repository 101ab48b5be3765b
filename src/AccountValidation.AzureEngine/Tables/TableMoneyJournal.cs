using System.Globalization;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Api;
using AccountValidation.Service.Steps;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// The money journal in a table: a row for each penny drop, inserted before it is sent. The insert decides who sends it, however often the
/// activity is delivered and the instance is run. Rows are never deleted. An entry may also be taken so that the attempt is never begun.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="rows">The rows of validations.</param>
/// <param name="tokens">Marks executions.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="logger">Gets ids only.</param>
public sealed partial class TableMoneyJournal(AzureTables tables, ValidationRows rows, Tokens tokens, TimeProvider timeProvider, ILogger<TableMoneyJournal> logger) : IMoneyJournal
{
    private const string Closed = "Closed";
    private const int PageSize = 1000;

    /// <inheritdoc/>
    public async ValueTask<JournalEntry?> FindAsync(Validation validation, int attempt, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        return await tables.Journal.FindAsync(validation.Id, RowOf(attempt), cancellationToken) is { } entity && !IsClosed(entity) && DropFrom(entity) is var drop
            ? new(drop.IntentAt, drop.Reply, drop.Baseline)
            : null;
    }

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> BeginAsync(Validation validation, int attempt, CancellationToken cancellationToken)
    {
        // Permits may have taken long: the core is asked again as of now. A clock that is behind the orchestration's makes nothing early.
        var (intentAt, execution) = (timeProvider.GetUtcNow(), tokens.Next());
        if (validation.Stage is not Stage.Paying paying
            || Lifecycle.Next(validation, intentAt > paying.DueAt ? intentAt : paying.DueAt) != new Step.ValidateAccount(attempt))
        {
            return null;
        }

        var entity = new TableEntity(validation.Id, RowOf(attempt))
        {
            ["CustomerId"] = validation.Request.CustomerId,
            ["CustomerAccountId"] = validation.Request.CustomerAccountId,
            ["IntentAt"] = intentAt,
            ["Baseline"] = StepJson.Serialize(paying.Baseline),
            ["Execution"] = execution,
        };
        if (await tables.Journal.InsertAsync(entity, cancellationToken))
        {
            return intentAt;
        }

        // The storage client repeats an insert whose answer was lost: an entry with our own mark is ours.
        var found = await tables.Journal.FindAsync(validation.Id, RowOf(attempt), cancellationToken);
        return found?.GetString("Execution") == execution ? intentAt : null;
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(Validation validation, int attempt, JuspayReply reply, CancellationToken cancellationToken)
    {
        try
        {
            // First what cannot be had again: an entry with an answer ends the questions.
            if (reply is JuspayReply.Answered answer)
            {
                await rows.KeepDetailsAsync(validation.Id, answer.Account.Details, cancellationToken);
            }

            var outcome = new TableEntity(validation.Id, RowOf(attempt))
            {
                ["Reply"] = StepJson.Serialize(Confidential.RemovedFrom(reply)),
                ["ResolvedAt"] = timeProvider.GetUtcNow(),
            };
            await tables.Journal.MergeAsync(outcome, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            LogNotCompleted(validation.Id, attempt);
        }
    }

    /// <summary>Every penny drop of a validation that was ever begun.</summary>
    public async Task<IReadOnlyList<BegunDrop>> ReadAsync(string validationId, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        return await tables.Journal.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {validationId}"), PageSize, cancellationToken)
            .Where(entity => !IsClosed(entity))
            .Select(DropFrom)
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Ends the penny drops of a validation whose orchestration has ended, and gives back those that were begun. An activity that it had asked for may
    /// still come: the entry it would need is taken, so what is read here stays all there is.
    /// </summary>
    public async Task<IReadOnlyList<BegunDrop>> CloseAsync(string validationId, CancellationToken cancellationToken)
    {
        while (true)
        {
            var begun = await ReadAsync(validationId, cancellationToken);
            var next = RowOf(begun.Select(drop => drop.Attempt).DefaultIfEmpty().Max() + 1);
            if (await tables.Journal.InsertAsync(new(validationId, next) { [Closed] = true }, cancellationToken)
                || (await tables.Journal.FindAsync(validationId, next, cancellationToken) is { } found && IsClosed(found)))
            {
                return begun;
            }
        }
    }

    private static bool IsClosed(TableEntity entity) => entity.GetBoolean(Closed) == true;

    private static BegunDrop DropFrom(TableEntity entity) => new(
        int.Parse(entity.RowKey, CultureInfo.InvariantCulture),
        entity.GetDateTimeOffset("IntentAt") ?? throw new StateFormatException($"The money journal's entry {entity.RowKey} of {entity.PartitionKey} has no time."),
        StepJson.DeserializeBaseline(entity.GetString("Baseline")),
        entity.GetString("Reply") is { } reply ? StepJson.DeserializeReply(reply) : null);

    private static string RowOf(int attempt) => attempt.ToString("D10", CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of penny drop {Attempt} of validation {ValidationId} could not be noted in the money journal; it goes on by its orchestration")]
    private partial void LogNotCompleted(string validationId, int attempt);
}
