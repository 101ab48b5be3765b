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

    /// <summary>The time of an intent that is made now.</summary>
    public DateTimeOffset Now => timeProvider.GetUtcNow();

    /// <summary>The intent that the core allows after a check; null when it allows none.</summary>
    /// <param name="validation">The validation.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="check">The fresh check.</param>
    /// <param name="now">The time. A clock that is behind the orchestration's makes nothing early, and never due.</param>
    public static Intent? IntentAfter(Validation validation, int attempt, Outcome.Checked check, DateTimeOffset now)
    {
        var dueAt = validation.Stage switch
        {
            Stage.Looking looking => looking.DueAt,
            Stage.Paying paying => paying.DueAt,
            _ => now,
        };
        var at = now > dueAt ? now : dueAt;
        return validation.Stage is not Stage.InFlight && Lifecycle.Apply(validation, new Outcome.IntentRecorded(attempt, at, check), at).Stage is Stage.InFlight stage
            ? new(at, stage.Baseline)
            : null;
    }

    /// <inheritdoc/>
    public async ValueTask<Intent?> BeginAsync(Validation validation, int attempt, Outcome.Checked check, CancellationToken cancellationToken)
    {
        var execution = tokens.Next();
        if (IntentAfter(validation, attempt, check, Now) is not { } intent)
        {
            return null;
        }

        var entity = new TableEntity(validation.Id, RowOf(attempt))
        {
            ["CustomerId"] = validation.Request.CustomerId,
            ["CustomerAccountId"] = validation.Request.CustomerAccountId,
            ["IntentAt"] = intent.At,
            ["Baseline"] = StepJson.Serialize(intent.Baseline),
            ["Execution"] = execution,
        };
        if (await tables.Journal.InsertAsync(entity, cancellationToken))
        {
            return intent;
        }

        // The storage client repeats an insert whose answer was lost: an entry with our own mark is ours.
        var found = await tables.Journal.FindAsync(validation.Id, RowOf(attempt), cancellationToken);
        return found?.GetString("Execution") == execution ? intent : null;
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
