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
    private const int DefaultCount = 400;
    private const int SentAgainEvery = 10;
    private const int KeylessEvery = 2;
    private const int MostWaiting = 500; // Azurite takes the longer for each call, the more messages it holds

    // Two kills; more of them until one came between a start and its message's end.
    private static readonly double[] KillsAt = [0.25, 0.6, 0.7, 0.8, 0.9];

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Kill_WhileRequestsComeIn_EachIsStartedExactlyOnce()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable(CountName) ?? $"{DefaultCount}", CultureInfo.InvariantCulture);
        var server = await azurite.ServerAsync();
        var name = azurite.NewName();
        var (intake, poison) = (server.Queue(name), server.Queue(name + "-poison"));
        await intake.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        var sent = 0;
        await SendMoreAsync(started: 0);
        var settings = _world.Settings;
        (settings["AzureWebJobsStorage"], settings["Queues__Intake"], settings["Queues__VisibilityTimeout"]) = (server.ConnectionString, name, "00:00:05");

        var clock = Stopwatch.StartNew();
        var kills = new List<(int Started, int NotDeleted)>();
        foreach (var share in KillsAt.TakeWhile(_ => kills.Count < 2 || kills.All(kill => kill.NotDeleted == 0)))
        {
            var (host, _) = await HostProcess.StartListeningAsync(settings);
            await using var killed = host;
            await UntilStartedAsync((int)(count * share));
            var before = Started();
            await Eventually.TrueAsync(() => Started() > before, "further requests are started"); // their messages are about to be deleted
            await host.KillAsync();
            kills.Add((Started(), Started() + await intake.CountAsync() - sent));
        }

        var (last, _) = await HostProcess.StartListeningAsync(settings);
        await using var survivor = last;
        await UntilStartedAsync(count);

        // A sender that does not know whether its message arrived sends it once more, as the bindings of Functions write it.
        var again = Enumerable.Range(0, count).Where(number => number % SentAgainEvery == 1).ToList();
        await SendAsync(intake, again, number => Convert.ToBase64String(BinaryData.FromString(MessageOf(number))));
        await Eventually.TrueAsync(async () => await intake.CountAsync() == 0, "the queue is empty", Limit(count));
        var emptyAfter = clock.Elapsed;
        await Eventually.TrueAsync(() => Unsettled() == 0, "everything is settled");

        Assert.All(kills, kill => Assert.InRange(kill.Started, 1, count - 1));
        Assert.Contains(kills, kill => kill.NotDeleted > 0);
        Assert.Equal(0, await poison.CountAsync());
        var accounts = Enumerable.Range(0, count).Select(AccountOf).ToList();
        Assert.Equal(accounts, Sql.Column(_world.DatabasePath, "SELECT customer_account_id FROM validation").Order(StringComparer.Ordinal));
        Assert.Equal(accounts, (await _world.Juspay.DropsAsync()).Order(StringComparer.Ordinal));
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} requests in {count + again.Count} messages; kills (started, of these not deleted): {string.Join(", ", kills)}; queue empty after {emptyAfter.TotalSeconds:F1} s, all settled after {clock.Elapsed.TotalSeconds:F1} s; {(count + again.Count) / emptyAfter.TotalSeconds:F0} messages/s"));

        async Task SendMoreAsync(int started)
        {
            for (; sent < count && sent < started + MostWaiting; sent = Math.Min(count, sent + (MostWaiting / 2)))
            {
                await SendAsync(intake, Enumerable.Range(sent, Math.Min(MostWaiting / 2, count - sent)), MessageOf);
            }
        }

        Task UntilStartedAsync(int wanted) => Eventually.TrueAsync(
            async () =>
            {
                await SendMoreAsync(Started());
                return Started() >= wanted;
            },
            $"{wanted} requests are started",
            Limit(count));
    }

    private static string AccountOf(int number) => $"active.{number:D6}";

    // Half of them carry a key.
    private static string MessageOf(int number) => JsonSerializer.Serialize(new
    {
        customerId = ServiceCaller.Customer,
        customerAccountId = AccountOf(number),
        idempotencyKey = number % KeylessEvery == 0 ? null : AccountOf(number),
    });

    private static Task SendAsync(QueueClient queue, IEnumerable<int> numbers, Func<int, string> message) => Parallel.ForEachAsync(
        numbers,
        TestContext.Current.CancellationToken,
        async (number, cancellationToken) => await queue.SendMessageAsync(message(number), cancellationToken));

    private static TimeSpan Limit(int count) => Eventually.Deadline + TimeSpan.FromMilliseconds(100 * count);

    private int Started() => Count("SELECT count(*) FROM validation");

    private int Unsettled() => Count("SELECT count(*) FROM validation WHERE status = 'PENDING'");

    private int Count(string sql) => int.Parse(Sql.Column(_world.DatabasePath, sql)[0], CultureInfo.InvariantCulture);
}
