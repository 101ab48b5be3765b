using System.Globalization;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Engine;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// The money journal: a row for each penny drop, in its account's partition. The row is inserted before the POST, in a
/// transaction with the change of the account. So exactly one execution sends the POST, however often the activity is
/// delivered and the instance is run. Rows are never deleted.
/// </summary>
/// <param name="tables">Holds the journal's rows.</param>
/// <param name="records">Holds the accounts.</param>
/// <param name="rows">Holds the rows of validations.</param>
/// <param name="tokens">Marks executions.</param>
/// <param name="timeProvider">Times intents and replies.</param>
/// <param name="logger">Gets ids only.</param>
public sealed partial class TableMoneyJournal(
    AzureTables tables,
    AccountRecords records,
    ValidationRows rows,
    Tokens tokens,
    TimeProvider timeProvider,
    ILogger<TableMoneyJournal> logger)
{
    private const string Prefix = "drop-";
    private const string Execution = "Execution";
    private const int PageSize = 1000;

    /// <summary>The money journal as a single instance may use it.</summary>
    internal DriversJournal Of(string instance) => new(this, records, rows, instance);

    /// <summary>The entry of an attempt that began before; null when the attempt never began.</summary>
    public async Task<JournalEntry?> FindAsync(Validation validation, int attempt, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        return
            await tables.Records.FindAsync(PartitionOf(validation), RowOf(validation.Id, attempt), cancellationToken)
                is { } entity
            && DropFrom(entity) is var drop
            ? new(drop.IntentAt, drop.Reply, drop.Baseline, drop.Juspay)
            : null;
    }

    /// <summary>
    /// The validation with the intent that the core allows after a check; null when the core allows none.
    /// </summary>
    /// <param name="validation">The validation before the intent.</param>
    /// <param name="attempt">The attempt's number.</param>
    /// <param name="check">The fresh check.</param>
    public Validation? Intended(Validation validation, int attempt, Outcome.Checked check)
    {
        // A clock behind the orchestration's clock makes no step early, and never makes the step due. So the later time
        // counts.
        var now = timeProvider.GetUtcNow();
        var dueAt = validation.Stage switch
        {
            Stage.Checking checking => checking.DueAt,
            Stage.Paying paying => paying.DueAt,
            _ => now,
        };
        var at = now > dueAt ? now : dueAt;
        var intended = Lifecycle.Apply(validation, new Outcome.IntentRecorded(attempt, at, check), at);
        return validation.Stage is not Stage.DropUnderWay && intended.Stage is Stage.DropUnderWay ? intended : null;
    }

    /// <summary>A new row for an intent, with a mark of this execution.</summary>
    public TableEntity NewEntry(Validation intended) => intended is { Drop: { } drop, Stage: Stage.DropUnderWay stage }
        ? new(PartitionOf(intended), RowOf(intended.Id, intended.ValidateAttempts))
        {
            ["ValidationId"] = intended.Id,
            ["CustomerId"] = intended.Request.CustomerId,
            ["CustomerAccountId"] = intended.Request.CustomerAccountId,
            ["BaseUrl"] = drop.Juspay?.BaseUrl,
            ["MerchantId"] = drop.Juspay?.MerchantId,
            ["IntentAt"] = drop.At,
            ["Baseline"] = StepJson.Serialize(stage.Baseline),
            [Execution] = tokens.Next(),
        }
        : throw new ArgumentException("The validation has no penny drop under way.", nameof(intended));

    /// <summary>
    /// Finds out whose intent the row holds, after a write without a confirmation. True for this execution's mark,
    /// false for another mark, null without a row.
    /// </summary>
    public async Task<bool?> IsOursAsync(TableEntity entry, CancellationToken cancellationToken) =>
        await tables.Records.FindAsync(entry.PartitionKey, entry.RowKey, cancellationToken) is { } found
            ? found.GetString(Execution) == entry.GetString(Execution)
            : null;

    /// <summary>
    /// Records the reply to a penny drop. An unusable storage is logged and not thrown: the outcome is on its way to
    /// the instance.
    /// </summary>
    /// <param name="validation">The validation of the drop.</param>
    /// <param name="attempt">The attempt's number.</param>
    /// <param name="reply">Juspay's reply to the drop.</param>
    /// <param name="row">The validation's row as the caller read it; null to read it here.</param>
    /// <param name="cancellationToken">Gives up; the entry stays without a reply.</param>
    public async ValueTask CompleteAsync(
        Validation validation, int attempt, JuspayReply reply, ValidationRow? row, CancellationToken cancellationToken)
    {
        try
        {
            // Keeps the details first, because nobody can get them again: an entry with a reply ends all questions.
            if (reply is JuspayReply.Answered answer)
            {
                await rows.KeepDetailsAsync(validation.Id, answer.Account.Details, cancellationToken, row);
            }

            var outcome = new TableEntity(PartitionOf(validation), RowOf(validation.Id, attempt))
            {
                ["Reply"] = StepJson.Serialize(Confidential.RemovedFrom(reply)),
                ["ResolvedAt"] = timeProvider.GetUtcNow(),
            };
            await tables.Records.MergeAsync(outcome, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            LogNotCompleted(validation.Id, attempt);
        }
    }

    /// <summary>Every penny drop that the validation ever began.</summary>
    public async Task<IReadOnlyList<BegunDrop>> ReadAsync(Validation validation, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        var (partition, first, last) = (
            PartitionOf(validation), RowOf(validation.Id, 0), RowOf(validation.Id, int.MaxValue));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey ge {first} and RowKey le {last}");
        return await tables
            .Records.QueryAsync(filter, PageSize, cancellationToken)
            .Select(DropFrom)
            .ToListAsync(cancellationToken);
    }

    /// <summary>The key of a penny drop's row.</summary>
    internal static string RowOf(string validationId, int attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{validationId}-{attempt:D10}");

    /// <summary>Reads a row of this table, or of the earlier version's table.</summary>
    internal static BegunDrop DropFrom(TableEntity entity) =>
        new(
            int.Parse(entity.RowKey.Split('-')[^1], CultureInfo.InvariantCulture),
            entity.GetDateTimeOffset("IntentAt")
                ?? throw new StateFormatException(
                    $"The money journal's entry {entity.RowKey} of {entity.PartitionKey} has no time."),
            StepJson.DeserializeBaseline(entity.GetString("Baseline")),
            entity.GetString("Reply") is { } reply ? StepJson.DeserializeReply(reply) : null,
            entity.GetString("BaseUrl") is { } url ? new(url, entity.GetString("MerchantId")) : null);

    private static string PartitionOf(Validation validation) =>
        AccountRecords.PartitionOf(validation.Request.CustomerAccountId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The money journal could not record the reply to penny drop {Attempt} of validation {ValidationId}; "
            + "its orchestration continues with the reply")]
    private partial void LogNotCompleted(string validationId, int attempt);
}
