using System.Globalization;
using System.Text.Json;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>A start with a waiting caller, beside a long queue of requests without a waiting caller.</summary>
public sealed class SharesTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int Messages = 200; // 80 s of work at 5 calls a second
    private const int Waiting = 60;
    private static readonly TimeSpan LongestWaitBehindBulk = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan APair = TimeSpan.FromSeconds(0.4);

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Start_BesideALongBulkQueue_IsCheckedInTimeAndTheQueueWaits()
    {
        var server = await azurite.ServerAsync();
        var name = azurite.NewName();
        var intake = server.Queue(name);
        await intake.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Messages),
            TestContext.Current.CancellationToken,
            async (number, cancellationToken) => await intake.SendMessageAsync(MessageOf(number), cancellationToken));
        var settings = _world.Settings;
        (settings["AzureWebJobsStorage"], settings["Queues__Intake"], settings["Juspay__CallsPerSecond"]) = (
            server.ConnectionString,
            name,
            "5");
        settings["Juspay__Timeout"] = "00:00:30";
        settings["Juspay__LongestWaitBehindBulk"] = LongestWaitBehindBulk.ToString();
        var (running, address) = await HostProcess.StartListeningAsync(settings);
        await using var host = running;
        using var caller = new ServiceCaller(address);
        await Eventually.TrueAsync(() => Started() > Waiting, "many bulk validations wait for their turn");

        await caller.StartAsync("active.live", _world.Receiver.Accepting);
        var accepted = TimeProvider.System.GetUtcNow(); // By then the start waits, or was checked.
        DateTimeOffset? check = null;
        await Eventually.TrueAsync(
            async () =>
                (check = await _world.Juspay.FirstCheckAsync(ServiceCaller.Customer, "active.live")) is not null,
            "the live start is checked");

        var waited = check!.Value - accepted;
        TestContext.Current.SendDiagnosticMessage(
            $"checked {waited.TotalSeconds:0.00} s after it was accepted, {await intake.CountAsync()} messages still "
            + $"in their queue");
        Assert.InRange(waited, TimeSpan.MinValue, LongestWaitBehindBulk + APair);
        Assert.InRange(await intake.CountAsync(), Messages / 4, Messages); // the messages stay in their queue
    }

    private static string MessageOf(int number) =>
        JsonSerializer.Serialize(
            new { customerId = ServiceCaller.Customer, customerAccountId = $"active.bulk{number}" });

    private int Started() => File.Exists(_world.DatabasePath)
        ? int.Parse(Sql.Column(_world.DatabasePath, "SELECT count(*) FROM validation")[0], CultureInfo.InvariantCulture)
        : 0;
}
