using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Storage;

/// <summary>A state that cannot be read names its validation, so that an operator finds the row.</summary>
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
        var listed = Assert.Throws<StateFormatException>(() => _store.Reader.List(new() { Limit = 10 }));
        var changed = await Assert.ThrowsAsync<StateFormatException>(() => _store.ApplyAsync("val_damaged", Some.Looked(AccountStatus.Created)));

        Assert.All([found, listed, changed], refusal => Assert.StartsWith("val_damaged: ", refusal.Message, StringComparison.Ordinal));
    }
}
