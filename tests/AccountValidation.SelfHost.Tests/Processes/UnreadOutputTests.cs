using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>A program logs more than a pipe and the logger's queue hold, while nobody reads.</summary>
public sealed class UnreadOutputTests : IAsyncLifetime
{
    private const int Requests = 1500; // about ten lines each
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ALittle = TimeSpan.FromSeconds(8); // of a busy machine

    private World _world = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only: it takes mkfifo(1).");
        _world = await World.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Output_NobodyReads_ValidationsGoOnAndTheProgramEnds(bool closed)
    {
        await using var pipe = new UnreadPipe();
        var address = new Uri($"http://127.0.0.1:{LoopbackServer.FreePort()}");
        await using var host = HostProcess.Start(ChattyAt(address), pipe.Within);
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
        await Eventually.TrueAsync(() => IsLiveAsync(http), "the program listens");
        if (closed)
        {
            await pipe.CloseAsync();
        }

        for (var request = 0; request < Requests; request++)
        {
            Assert.True(await IsLiveAsync(http), $"Request {request} was not answered");
        }

        using var caller = new ServiceCaller(address);
        await caller.StartAsync("pending-1s-active", _world.Receiver.Accepting).Soon();
        await _world.EverythingEndsAsync(1);

        host.Terminate();
        Assert.Equal(0, await host.EndAsync(DrainTime + ALittle));
    }

    [Fact]
    public async Task Refusal_NobodyReads_TheProgramEnds()
    {
        await using var pipe = new UnreadPipe();
        var settings = _world.Settings;
        settings["Juspay__Timeout"] = new string('9', 100_000); // a sentence that no pipe holds

        await using var host = HostProcess.Start(settings, pipe.Within);

        Assert.Equal(1, await host.EndAsync());
    }

    private Dictionary<string, string> ChattyAt(Uri address) => new(_world.Settings)
    {
        ["ASPNETCORE_URLS"] = address.ToString(),
        ["Logging__LogLevel__Default"] = "Trace",
        ["Logging__LogLevel__Microsoft"] = "Trace",
    };

    private static async Task<bool> IsLiveAsync(HttpClient http)
    {
        try
        {
            return (await http.GetAsync("health/live", TestContext.Current.CancellationToken)).IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
