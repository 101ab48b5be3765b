using System.Net;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>A program that was told to stop, as a load balancer sees it.</summary>
public sealed class ReadinessTests : IAsyncLifetime
{
    private static readonly TimeSpan ALittle = TimeSpan.FromSeconds(10); // of a busy machine

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Terminate_InTheReadinessDelay_IsNotReadyAndServesRequests()
    {
        var delay = TimeSpan.FromSeconds(60);
        var (started, address) = await HostProcess.StartListeningAsync(With(delay));
        await using var host = started;
        using var http = new HttpClient { BaseAddress = address };
        using var caller = new ServiceCaller(address);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "health/ready"));

        host.Terminate();
        await Eventually.TrueAsync(
            async () => await StatusAsync(http, "health/ready") == HttpStatusCode.ServiceUnavailable,
            "it is not ready");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "health/live"));
        await caller.StartAsync("active", _world.Receiver.Accepting);

        host.Terminate(); // sends the second signal
        Assert.Equal(0, await host.EndAsync(delay / 2));

        var (restarted, _) = await HostProcess.StartListeningAsync(_world.Settings);
        await using var next = restarted;
        await _world.EverythingEndsAsync(1);
        await _world.AssertNothingWasLostOrPaidTwiceAsync();
    }

    [Fact]
    public async Task Terminate_OneSignal_EndsAfterTheReadinessDelay()
    {
        var delay = TimeSpan.FromSeconds(1);
        var (started, _) = await HostProcess.StartListeningAsync(With(delay));
        await using var host = started;

        host.Terminate();

        Assert.Equal(0, await host.EndAsync(delay + ALittle));
        Assert.Contains("the listener closes in 1 s", host.Output, StringComparison.Ordinal);
    }

    private Dictionary<string, string> With(TimeSpan delay) =>
        new(_world.Settings) { ["SelfHost__ReadinessDelay"] = $"{delay:c}" };

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
