using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>
/// The runbook: the operator makes a backup under load, the service pays more, the disk is lost, and the backup
/// replaces it.
/// </summary>
public sealed class RestoreTests : IAsyncLifetime
{
    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Restore_OfABackupUnderLoad_PaysNoAccountTwiceAndTheOthersSoon()
    {
        var known = Accounts("active.known", 8);
        var forgotten = Accounts("active.forgotten", 8);
        var failed = Accounts("failure.forgotten", 4);
        var pending = Accounts("pending-forever.forgotten", 2);
        var backup = _world.DatabasePath + ".backup";
        await using (var first = await Running.StartAsync(_world.Settings))
        {
            var before = Task.WhenAll(known.Select(account => first.Caller.StartAsync(account)));
            Assert.Contains("validations,", await BackUpAsync(backup), StringComparison.Ordinal);
            await before;
            await Task.WhenAll(
                forgotten.Concat(failed).Concat(pending).Select(account => first.Caller.StartAsync(account)));
            await Eventually.TrueAsync(
                async () => (await _world.Juspay.DropsAsync()).Count == 22,
                "every penny is dropped");
            await Eventually.TrueAsync(
                () => _world.Validations.Count(validation => validation.IsSettled) == 20,
                "all but the pending ones have settled");
            await first.Host.KillAsync();
        }

        Restore(backup);
        var word = Some.WordIn(await RefusalAsync());
        await using var second = await Running.StartAsync(
            new Dictionary<string, string>(_world.Settings) { ["SelfHost__GoOnFrom"] = word });
        var untouched = Accounts("active.new", 4);
        await Task.WhenAll(
            known
                .Concat(forgotten)
                .Concat(failed)
                .Concat(pending)
                .Concat(untouched)
                .Select(account => second.Caller.StartAsync(account)));
        await Eventually.TrueAsync(
            () => _world.Validations.Count(validation => validation.IsSettled) == 24,
            "all but the pending ones have settled");

        var drops = await _world.Juspay.DropsAsync();
        Assert.Equal(26, drops.Count);
        Assert.DoesNotContain(drops.CountBy(account => account), count => count.Value > 1);
        Assert.Equal(
            ("ACTIVE", "FAILURE", "PENDING", "ACTIVE"),
            (
                await StatusOfAsync(second, forgotten[0]),
                await StatusOfAsync(second, failed[0]),
                await StatusOfAsync(second, pending[0]),
                await StatusOfAsync(second, untouched[0])));
        Assert.Contains("The word was taken: remove SelfHost:GoOnFrom", second.Host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_WithoutTheWord_IsRefusedAndNothingIsPaid()
    {
        var backup = _world.DatabasePath + ".backup";
        await using (var first = await Running.StartAsync(_world.Settings))
        {
            await BackUpAsync(backup);
            await first.Caller.StartAsync("active.forgotten");
            await Eventually.TrueAsync(
                async () => (await _world.Juspay.DropsAsync()).Count == 1,
                "the penny is dropped");
            await first.Host.KillAsync();
        }

        Restore(backup);
        var refusal = await RefusalAsync();

        Assert.Contains("is an older copy", refusal, StringComparison.Ordinal);
        Assert.Contains("SelfHost:GoOnFrom=", refusal, StringComparison.Ordinal);
        Assert.Equal(refusal, await RefusalAsync()); // A repeated start changes nothing.
        Assert.Single(await _world.Juspay.DropsAsync());
    }

    // A container may get the file without its folder: log, lock and mark then lie in a layer of its own.
    [Fact]
    public async Task DatabaseFile_MountedAlone_IsOwnedByTheFirstHostOnly()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only: name spaces of its own.");
        await using (var first = await Running.StartAsync(_world.Settings))
        {
            await first.Caller.StartAsync("active.first");
            await Eventually.TrueAsync(
                async () => (await _world.Juspay.DropsAsync()).Count == 1,
                "the penny is dropped");
        }

        var folder = Path.GetDirectoryName(_world.DatabasePath)!;
        var mounted = Path.Combine(folder, "container", "validations.db");
        Directory.CreateDirectory(Path.GetDirectoryName(mounted)!);
        await File.WriteAllBytesAsync(mounted, [], TestContext.Current.CancellationToken);
        await using var host = HostProcess.Start(
            new Dictionary<string, string>(_world.Settings) { ["SelfHost__DatabasePath"] = mounted },
            "unshare", "-Urm", "sh", "-c", $"mount --bind '{_world.DatabasePath}' '{mounted}' && exec \"$0\" \"$@\"");

        Assert.Equal(1, await host.EndAsync());
        Assert.Contains("its mark", host.Errors, StringComparison.Ordinal);
        Assert.Contains(
            "is missing: it was copied, or mounted, without its folder",
            host.Errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task KilledAndStartedAgain_ManyTimes_IsNeverRefused()
    {
        for (var start = 0; start < 10; start++)
        {
            await using var running = await Running.StartAsync(_world.Settings);
            await running.Caller.StartAsync($"active.{start}");
            await running.Host.KillAsync();
        }

        await using var last = await Running.StartAsync(_world.Settings);
        await Eventually.TrueAsync(
            () => _world.Validations.All(validation => validation.IsSettled),
            "everything has settled");
        Assert.Equal(10, (await _world.Juspay.DropsAsync()).Distinct().Count());
        Assert.Equal(10, (await _world.Juspay.DropsAsync()).Count);
    }

    private static List<string> Accounts(string name, int count) =>
        [.. Enumerable.Range(1, count).Select(number => $"{name}-{number}")];

    private void Restore(string backup)
    {
        File.Delete(_world.DatabasePath + "-wal");
        File.Delete(_world.DatabasePath + "-shm");
        File.Copy(backup, _world.DatabasePath, overwrite: true);
    }

    private async Task<string> BackUpAsync(string target)
    {
        await using var backup = HostProcess.Run(_world.Settings, "backup", target);
        Assert.Equal(0, await backup.EndAsync());
        return backup.Output;
    }

    private async Task<string> RefusalAsync()
    {
        await using var host = HostProcess.Start(_world.Settings);
        Assert.Equal(1, await host.EndAsync());
        return host.Errors;
    }

    private async Task<string?> StatusOfAsync(Running running, string account)
    {
        var last = _world.Validations.Last(validation => validation.Request.CustomerAccountId == account);
        return (string?)(await running.Caller.GetAsync($"api/validations/{last.Id}"))["status"];
    }
}
