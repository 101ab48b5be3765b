using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Tests.Azurite;
using Azure.Storage.Queues;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>Start requests come in by a queue while the process is killed. <c>INTAKE_MESSAGES</c> says how many.</summary>
public sealed class IntakeTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string CountName = "INTAKE_MESSAGES";
    private const int DefaultCount = 200;
    private const int SentTwiceEvery = 10;
    private const int KeylessEvery = 2;

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Kill_TwiceWhileRequestsComeIn_EachIsStartedExactlyOnce()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable(CountName) ?? $"{DefaultCount}", CultureInfo.InvariantCulture);
        var server = await azurite.ServerAsync();
        var name = azurite.NewName();
        var (intake, poison) = (server.Queue(name), server.Queue(name + "-poison"));
        var sent = await SendAsync(intake, count);
        var settings = _world.Settings;
        (settings["AzureWebJobsStorage"], settings["Queues__Intake"]) = (server.ConnectionString, name);
        if (count == DefaultCount)
        {
            // Few messages last long enough to be killed among, and come again soon.
            (settings["Queues__MaxConcurrentMessages"], settings["Queues__VisibilityTimeout"]) = ("4", "00:00:03");
        }

        var clock = Stopwatch.StartNew();
        var atKills = new List<int>();
        var outputs = new List<string>();
        foreach (var share in new[] { 0.25, 0.6 })
        {
            var (host, _) = await HostProcess.StartListeningAsync(settings);
            await using var killed = host;
            await UntilAsync(() => Started() >= count * share, clock, count);
            await host.KillAsync();
            atKills.Add(Started());
            outputs.Add(host.Output);
        }

        var (last, _) = await HostProcess.StartListeningAsync(settings);
        await using var survivor = last;
        await UntilAsync(() => Started() >= count, clock, count);
        var startedAfter = clock.Elapsed;
        await Eventually.TrueAsync(async () => await intake.CountAsync() == 0, "the queue is empty", Limit(count));
        var emptyAfter = clock.Elapsed;
        await UntilAsync(() => Unsettled() == 0, clock, count);
        outputs.Add(last.Output);

        Assert.All(atKills, started => Assert.InRange(started, 1, count - 1));
        Assert.Equal(0, await poison.CountAsync());
        var accounts = Enumerable.Range(0, count).Select(AccountOf).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(accounts, Sql.Column(_world.DatabasePath, "SELECT customer_account_id FROM validation").Order(StringComparer.Ordinal));
        Assert.Equal(accounts, (await _world.Juspay.DropsAsync()).Order(StringComparer.Ordinal));
        var again = outputs.Sum(output => output.Split("came again").Length - 1);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} requests in {sent} messages; killed with {string.Join(" and ", atKills)} started; all started after {startedAfter.TotalSeconds:F1} s, queue empty after {emptyAfter.TotalSeconds:F1} s, all settled after {clock.Elapsed.TotalSeconds:F1} s; {again} deliveries were replays; {sent / emptyAfter.TotalSeconds:F0} messages/s over all"));
    }

    private static string AccountOf(int number) => $"active.{number:D6}";

    // Half of them carry a key; some of those are sent twice, as a sender does that does not know whether its send worked.
    private static async Task<int> SendAsync(QueueClient queue, int count)
    {
        await queue.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        var sent = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, count), TestContext.Current.CancellationToken, async (number, cancellationToken) =>
        {
            var account = AccountOf(number);
            var key = number % KeylessEvery == 0 ? null : account;
            var message = JsonSerializer.Serialize(new { customerId = ServiceCaller.Customer, customerAccountId = account, idempotencyKey = key });
            var copies = key is not null && number % SentTwiceEvery == 1 ? 2 : 1;
            for (var copy = 0; copy < copies; copy++)
            {
                await queue.SendMessageAsync(copy == 0 ? message : Convert.ToBase64String(BinaryData.FromString(message)), cancellationToken);
                Interlocked.Increment(ref sent);
            }
        });
        return sent;
    }

    private static TimeSpan Limit(int count) => Eventually.Deadline + TimeSpan.FromMilliseconds(100 * count);

    private static Task UntilAsync(Func<bool> condition, Stopwatch clock, int count) =>
        Eventually.TrueAsync(() => Task.FromResult(condition()), $"the next step of the run, after {clock.Elapsed}", Limit(count));

    private int Started() => Count("SELECT count(*) FROM validation");

    private int Unsettled() => Count("SELECT count(*) FROM validation WHERE status = 'PENDING'");

    private int Count(string sql) => int.Parse(Sql.Column(_world.DatabasePath, sql)[0], CultureInfo.InvariantCulture);
}
