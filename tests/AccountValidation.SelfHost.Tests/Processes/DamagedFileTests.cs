using System.Net;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>Somebody damages the database file while the real program works with it.</summary>
public sealed class DamagedFileTests : IAsyncLifetime
{
    private const int PageSize = 4096;

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task File_DamagedWhileItRuns_IsUnhealthyForGoodAndTheNextStartIsRefused()
    {
        var (running, address) = await HostProcess.StartListeningAsync(_world.Settings);
        await using var host = running;
        using var caller = new ServiceCaller(address);
        using var http = new HttpClient
        {
            BaseAddress = address,
            DefaultRequestHeaders = { { "x-functions-key", ServiceCaller.Key } },
        };
        await Task.WhenAll(
            Enumerable.Range(0, 20).Select(n => caller.StartAsync($"active.{n}", _world.Receiver.Accepting)));
        await _world.EverythingEndsAsync(20);

        Sql.Run(_world.DatabasePath, "PRAGMA wal_checkpoint(TRUNCATE)");
        await DamageAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(http, "api/validations"));
        for (var time = 0; time < 3; time++) // even after a write has met an intact page
        {
            using var ready = await http.GetAsync("health/ready", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            Assert.Contains(
                "is damaged",
                await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "health/live"));
        Assert.False(host.HasExited);
        await host.KillAsync();
        await using var next = HostProcess.Start(_world.Settings);
        Assert.Equal(1, await next.EndAsync());
        Assert.Contains("Restore it from a backup", next.Errors, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    // Every page except the first, which identifies the file.
    private async Task DamageAsync()
    {
        await using var file = new FileStream(
            _world.DatabasePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        var garbage = new byte[file.Length - PageSize];
        new Random(7).NextBytes(garbage);
        file.Position = PageSize;
        await file.WriteAsync(garbage, TestContext.Current.CancellationToken);
    }
}
