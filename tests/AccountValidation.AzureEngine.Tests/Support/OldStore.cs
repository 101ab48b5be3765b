using System.Globalization;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Tests.Support;

/// <summary>
/// Writes rows as the version before wrote them, when an unsettled row was an account's lock and the money journal a
/// table of its own.
/// </summary>
internal sealed class OldStore(World world)
{
    private readonly TableServiceClient _service = new(world.ConnectionString);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task CreateTablesAsync()
    {
        foreach (
            var table in new[]
            {
                "Validations",
                "ValidationIndex",
                "ValidationAccounts",
                "ValidationKeys",
                "MoneyJournal",
            })
        {
            await _service.CreateTableIfNotExistsAsync(table, Token);
        }
    }

    /// <summary>
    /// A validation that is under way: its unsettled row, its row, and its orchestration with the state as it stands.
    /// </summary>
    public async Task AddUnderWayAsync(Validation accepted, Validation live, bool isStarted = true)
    {
        await PutAsync("ValidationAccounts", UnsettledRowOf(accepted, isStarted));
        if (isStarted)
        {
            await AddRowAsync(accepted, Old(accepted));
            await world.Instances.StartAsync(Turn.Of(accepted.Id, Old(live), isRecorded: false, world.Now), Token);
        }
    }

    /// <summary>A validation that has ended, and is finished or has its callback to deliver.</summary>
    public async Task AddEndedAsync(Validation settled)
    {
        await AddRowAsync(settled, Old(settled));
        await world.Instances.StartAsync(Turn.Of(settled.Id, Old(settled), isRecorded: true, world.Now), Token);
        if (!settled.IsFinished)
        {
            await PutAsync(
                "ValidationAccounts",
                new(settled.Request.CustomerAccountId, "open-" + settled.Id) { ["ValidationId"] = settled.Id });
        }
    }

    public Task AddDropAsync(Validation validation, int attempt, DateTimeOffset at, JuspayReply? reply) => PutAsync(
        "MoneyJournal",
        new(validation.Id, attempt.ToString("D10", CultureInfo.InvariantCulture))
        {
            ["CustomerId"] = validation.Request.CustomerId,
            ["CustomerAccountId"] = validation.Request.CustomerAccountId,
            ["IntentAt"] = at,
            ["Baseline"] = StepJson.Serialize(new Baseline(AccountStatus.Created, LastValidated: null)),
            ["Execution"] = "an execution of the version before",
            ["Reply"] = reply is null ? null : StepJson.Serialize(Confidential.RemovedFrom(reply)),
        });

    // What that version did not note.
    private static Validation Old(Validation validation) => validation with
    {
        Drop = null,
        LastAnswer = null,
        Juspay = null,
        Stage = validation.Stage is Stage.Settled settled ? settled with { Left = null } : validation.Stage,
    };

    private static TableEntity UnsettledRowOf(Validation accepted, bool isStarted) =>
        new(accepted.Request.CustomerAccountId, "slot-" + accepted.Request.CustomerId)
        {
            ["ValidationId"] = accepted.Id,
            ["State"] = StateJson.Serialize(Old(Confidential.RemovedFrom(accepted))),
            ["CallbackUrl"] = accepted.Request.CallbackUrl,
            ["Metadata"] = """{"applicationId":"A-17"}""",
            ["IsStarted"] = isStarted,
            ["CreatedAt"] = accepted.CreatedAt,
            ["DeadlineAt"] = accepted.DeadlineAt,
        };

    private async Task AddRowAsync(Validation whole, Validation old)
    {
        var row = ValidationRow.Of(whole, "hub") with
        {
            State = Confidential.RemovedFrom(old),
            FinishedAt = whole.IsFinished ? world.Now : null,
        };
        await PutAsync("Validations", row.ToEntity());
        foreach (var partition in new[] { "c-" + whole.Request.CustomerId, "a-" + whole.Request.CustomerAccountId })
        {
            await PutAsync(
                "ValidationIndex",
                new(partition, RowKeys.Of(whole.Id)!.Row) { ["ValidationId"] = whole.Id });
        }
    }

    private async Task PutAsync(string table, TableEntity entity) =>
        await _service.GetTableClient(table).UpsertEntityAsync(entity, TableUpdateMode.Replace, Token);
}
