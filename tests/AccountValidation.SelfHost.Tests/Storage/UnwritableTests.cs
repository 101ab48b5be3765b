using AccountValidation.SelfHost.Hosting;
using AccountValidation.SelfHost.Storage;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Engine;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AccountValidation.SelfHost.Tests.Storage;

public sealed class UnwritableTests : IDisposable
{
    private readonly Store _store = new();
    private readonly Lifetime _lifetime = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Write_FileIsFull_IsRefusedAndWorksOnceThereIsSpace()
    {
        SetWriter($"PRAGMA max_page_count = {Sql.Column(_store.Database.Writer, "PRAGMA page_count").Single()}");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => StartLargeAsync("val_1"));
        Assert.Null(_store.Reader.Find("val_1"));
        Assert.Null(await _store.ApplyAsync("val_1", Some.Intent(1))); // An empty write succeeds, and proves nothing.
        Assert.False(_store.Writer.IsWorking);

        SetWriter("PRAGMA max_page_count = 1000000");
        Assert.IsType<StartResult.Started>(await StartLargeAsync("val_1"));
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
    }

    [Fact]
    public async Task Health_SmallWritesStillFindAPlace_IsUnhealthyUntilAStartDoes()
    {
        SetWriter($"PRAGMA max_page_count = {Sql.Column(_store.Database.Writer, "PRAGMA page_count").Single()}");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => StartLargeAsync("val_1"));

        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync());
        Assert.IsType<StartResult.Started>(await _store.StartAsync(Some.Accepted("val_2", account: "banh_2")));
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync());

        SetWriter("PRAGMA max_page_count = 1000000");
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
        Assert.Empty(Sql.Column(_store.Path, "SELECT room FROM probe WHERE room IS NOT NULL"));
    }

    [Fact]
    public async Task Write_FileIsFull_TheWholeCommitIsRefused()
    {
        SetWriter($"PRAGMA max_page_count = {Sql.Column(_store.Database.Writer, "PRAGMA page_count").Single()}");
        var release = _store.HoldWriter();
        var small = _store.StartAsync(Some.Accepted("val_1"));
        var large = StartLargeAsync("val_2");

        release();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => small);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => large);
        Assert.Empty(Sql.Validations(_store.Path));
    }

    [Fact]
    public async Task Health_FileIsReadOnly_IsUnhealthyUntilItCanBeWritten()
    {
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());

        SetWriter("PRAGMA query_only = ON");
        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            _store.StartAsync(Some.Accepted("val_2", account: "banh_2")));
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync());

        SetWriter("PRAGMA query_only = OFF");
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
        Assert.IsType<StartResult.Started>(await _store.StartAsync(Some.Accepted("val_2", account: "banh_2")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    public async Task Write_FileWasReplacedByACopy_IsRefusedUntilItIsBack(string end)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux says where an open file is.");
        var (file, away) = (_store.Path + end, _store.Path + end + ".away");
        File.Move(file, away);
        File.Copy(away, file);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.StartAsync(Some.Accepted("val_1")));
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync());

        File.Move(away, file, overwrite: true);
        Assert.IsType<StartResult.Started>(await _store.StartAsync(Some.Accepted("val_1")));
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
    }

    [Fact]
    public async Task Write_FileIsLocked_IsRefusedAndWorksOnceItIsFree()
    {
        _store.Database.Writer.DefaultTimeout = 1;
        using (var other = Sql.Open(_store.Path))
        {
            other.Run("BEGIN IMMEDIATE");
            await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.StartAsync(Some.Accepted()));
        }

        Assert.IsType<StartResult.Started>(await _store.StartAsync(Some.Accepted()));
    }

    [Fact]
    public async Task Health_ProgramStops_IsUnhealthy()
    {
        _lifetime.StopApplication();

        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync());
    }

    private void SetWriter(string pragma) => Sql.Column(_store.Database.Writer, pragma);

    private Task<StartResult> StartLargeAsync(string id)
    {
        var accepted = Some.Accepted(id, account: id);
        var metadata = new Dictionary<string, string> { ["note"] = new('x', 100_000) };
        return _store.StartAsync(accepted with { Request = accepted.Request with { Metadata = metadata } });
    }

    private async Task<HealthStatus> HealthAsync() =>
        (
            await new StoreHealthCheck(_store.Writer, _lifetime).CheckHealthAsync(
                new(), TestContext.Current.CancellationToken)).Status;
}
