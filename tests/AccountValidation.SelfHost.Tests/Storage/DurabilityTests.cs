using AccountValidation.Core.Accounts;
using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Storage;
using AccountValidation.SelfHost.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccountValidation.SelfHost.Tests.Storage;

public sealed class DurabilityTests : IDisposable
{
    private readonly Store _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("PRAGMA journal_mode", "wal")]
    [InlineData("PRAGMA synchronous", "2")]
    public void Open_Writer_FlushesEveryCommit(string pragma, string expected) =>
        Assert.Equal([expected], Sql.Column(_store.Database.Writer, pragma));

    [Fact]
    public async Task Write_Completed_IsInTheFilesThatACrashLeaves()
    {
        using var elsewhere = new TempFolder();
        await _store.StartPayingAsync(Some.Accepted());
        await _store.ApplyAsync("val_1", Some.Intent(1));

        File.Copy(_store.Path, elsewhere.Database);
        File.Copy(_store.Path + "-wal", elsewhere.Database + "-wal");

        Assert.Equal(1, Assert.Single(Sql.Validations(elsewhere.Database)).ValidateAttempts);
        Assert.Equal(["val_1"], Sql.Column(elsewhere.Database, "SELECT validation_id FROM money_journal"));
    }

    [Fact]
    public async Task AllDue_FileOpenedAgain_KnowsEveryTimer()
    {
        await _store.StartAsync(Some.Accepted("val_1", account: "banh_1"));
        await _store.StartAsync(Some.Accepted("val_2", account: "banh_2"));
        await _store.ApplyAsync(
            "val_2",
            new Core.Outcome.Checked(Some.Noon, new JuspayReply.NotAccepted(ReplyCauses.ConnectionRefused)));
        await _store.StartAsync(Some.Accepted("val_3", account: "banh_3"));
        await _store.ApplyAsync("val_3", Some.Rejected);
        _store.Close();

        using var again = Some.Open(_store.Path);
        var due = new StoreReader(again, NullLogger<StoreReader>.Instance).AllDue().OrderBy(entry => entry.Id).ToList();

        Assert.Equal([("val_1", Some.Noon), ("val_2", Some.Noon.AddSeconds(5))], due);
    }
}
