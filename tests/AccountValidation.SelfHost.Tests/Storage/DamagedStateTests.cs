using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Storage;

/// <summary>The error of an unreadable state names its validation, so that an operator finds the row.</summary>
public sealed class DamagedStateTests : IDisposable
{
    private readonly Store _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Read_StateOfANewerVersion_NamesTheValidation()
    {
        await _store.StartAsync(Some.Accepted("val_damaged"));
        Sql.Run(_store.Path, """UPDATE validation SET state = '{"version":99}'""");

        var found = Assert.Throws<StateFormatException>(() => _store.Reader.Find("val_damaged"));
        var changed = await Assert.ThrowsAsync<StateFormatException>(() =>
            _store.ApplyAsync("val_damaged", Some.Checked(AccountStatus.Created)));

        Assert.All([found, changed], refusal =>
            Assert.StartsWith("val_damaged: ", refusal.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_OneStateIsDamaged_HoldsTheOthersAndNamesIt()
    {
        foreach (var number in Enumerable.Range(1, 5))
        {
            await _store.StartAsync(
                Some.Accepted($"val_{number}", account: $"banh_{number}", at: Some.Noon.AddSeconds(number)));
        }

        Sql.Run(_store.Path, "UPDATE validation SET state = 'x' WHERE id = 'val_3'");

        Assert.Equal(
            ["val_5", "val_4", "val_2"],
            _store.Reader.List(new() { Limit = 3 }).Found.Select(validation => validation.Id));
        Assert.Equal(
            ["val_1", "val_2", "val_4", "val_5"],
            _store.Reader.ListInstances(new(), _ => true, most: 10).Found.Select(validation => validation.Id));
        Assert.All(_store.Log.Lines, line => Assert.Contains("val_3", line, StringComparison.Ordinal));
        Assert.Equal(2, _store.Log.Lines.Count);
    }
}
