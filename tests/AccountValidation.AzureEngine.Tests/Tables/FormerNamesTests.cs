using System.Text.Json;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Tests.Azurite;
using AccountValidation.Tests.StoredStates;
using Azure.Data.Tables;

namespace AccountValidation.AzureEngine.Tests.Tables;

/// <summary>Rows and inputs whose states have the names of the version before lose nothing.</summary>
/// <param name="azurite">Has the tables.</param>
public sealed class FormerNamesTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void RowsOfValidations_OfTheVersionBefore_AreReadAndWrittenInTodaysNames() =>
        Assert.All(FormerStates.Validations, former =>
        {
            var entity = ValidationRow.Of(StateJson.Deserialize(former), "hub").ToEntity();
            entity["State"] = former;

            var row = ValidationRow.From(entity);

            Assert.Equal(FormerStates.InTodaysNames(former), row.ToEntity().GetString("State"));
        });

    [Fact]
    public void Inputs_OfTheVersionBefore_AreRead()
    {
        var any = StateJson.Deserialize(FormerStates.Validations.First(text => !text.Contains("\"control\"")));
        var turn = Turn.Of(any.Id, any, isRecorded: false, any.DeadlineAt);
        Assert.All(FormerStates.Validations, former =>
        {
            var input = (turn with { State = JsonElement.Parse(former) }).ToJson();

            var read = Turn.From(input.GetRawText())!.ReadState();

            Assert.Equal(FormerStates.InTodaysNames(former), StateJson.Serialize(read));
            Assert.Equal(
                StateJson.Serialize(Confidential.RemovedFrom(StateJson.Deserialize(former))),
                StateJson.Serialize(StateElement.Read(StateElement.Of(read))));
        });
    }

    [Fact]
    public async Task RowsOfAccounts_OfTheVersionBefore_AreReadAndWrittenInTodaysNames()
    {
        await using var world = await World.StartAsync(azurite);
        var (table, records) = (world.Process.Get<AzureTables>().Records, world.Process.Get<AccountRecords>());
        foreach (var (index, former) in FormerStates.Accounts.Index())
        {
            var id = $"account-{index}";
            await table.PutAsync(new TableEntity(id, "account") { ["State"] = former, ["LockedBy"] = "val_1" }, Token);

            var record = await records.FindAsync(id, Token);
            await records.TouchAsync(id, Token);

            Assert.Equal((AccountJson.Deserialize(former), "val_1"), (record.Account, record.LockedBy));
            Assert.Equal(
                FormerStates.InTodaysNames(former), (await table.FindAsync(id, "account", Token))?.GetString("State"));
        }
    }
}
