using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Tests.Azurite;
using Azure.Storage.Queues;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>
/// Start requests arrive in a queue while the process is killed. <c>INTAKE_MESSAGES</c> sets their number.
/// </summary>
public sealed class IntakeTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string CountName = "INTAKE_MESSAGES";
    private const int DefaultCount = 400;
    private const int SentAgainEvery = 10;
    private const int KeylessEvery = 2;
    private const int MostWaiting = 4000; // The more messages Azurite holds, the longer each call takes.
    private const int LeastKills = 2;
    private const int MostKills = 5;

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Kill_WhileRequestsComeIn_EachIsStartedExactlyOnce()
    {
        var count = int.Parse(
            Environment.GetEnvironmentVariable(CountName) ?? $"{DefaultCount}", CultureInfo.InvariantCulture);
        var server = await azurite.ServerAsync();
        var name = azurite.NewName();
        var (intake, poison) = (server.Queue(name), server.Queue(name + "-poison"));
        await intake.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        var sent = 0;
        var settings = _world.Settings;
        (settings["AzureWebJobsStorage"], settings["Queues__Intake"], settings["Queues__VisibilityTimeout"]) = (
            server.ConnectionString,
            name,
            "00:00:05");

        // At least two kills, each with half of the messages still waiting. More kills follow until a kill falls
        // between a start and the end of its message.
        var clock = Stopwatch.StartNew();
        var kills = new List<(int Started, int NotDeleted)>();
        while (kills.Count < LeastKills || (kills.Count < MostKills && kills.All(kill => kill.NotDeleted == 0)))
        {
            await SendMoreAsync();
            var before = Started();
            var (host, _) = await HostProcess.StartListeningAsync(settings);
            await using var killed = host;
            await Eventually.TrueAsync(
                () => Task.FromResult(Started() > before + ((sent - before) / 2)),
                "half of the requests that wait are started",
                Limit(count));
            await host.KillAsync();
            kills.Add((Started(), Started() + await intake.CountAsync() - sent));
        }

        var (last, _) = await HostProcess.StartListeningAsync(settings);
        await using var survivor = last;
        await Eventually.TrueAsync(
            async () =>
            {
                await SendMoreAsync();
                return Started() == count;
            },
            "all requests are started",
            Limit(count));

        // A sender may not know whether its message arrived, and sends it again. The bindings of Functions write this
        // form.
        var again = Enumerable.Range(0, count).Where(number => number % SentAgainEvery == 1).ToList();
        await SendAsync(intake, again, number => Convert.ToBase64String(BinaryData.FromString(MessageOf(number))));
        await Eventually.TrueAsync(async () => await intake.CountAsync() == 0, "the queue is empty", Limit(count));
        var emptyAfter = clock.Elapsed;
        await Eventually.TrueAsync(() => Unsettled() == 0, "everything is settled");

        Assert.All(kills, kill => Assert.InRange(kill.Started, 1, count - 1));
        Assert.True(
            kills.Exists(kill => kill.NotDeleted > 0),
            $"No kill came between a start and its message's end: {string.Join(", ", kills)}");
        Assert.Equal(0, await poison.CountAsync());
        var accounts = Enumerable.Range(0, count).Select(AccountOf).ToList();
        Assert.Equal(
            accounts,
            Sql.Column(_world.DatabasePath, "SELECT customer_account_id FROM validation").Order(StringComparer.Ordinal)
        );
        Assert.Equal(accounts, (await _world.Juspay.DropsAsync()).Order(StringComparer.Ordinal));
        TestContext.Current.TestOutputHelper!.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{count} requests in {count + again.Count} messages; "
                    + $"kills (started, of these not deleted): {string.Join(", ", kills)}; "
                    + $"queue empty after {emptyAfter.TotalSeconds:F1} s, "
                    + $"all settled after {clock.Elapsed.TotalSeconds:F1} s; "
                    + $"{(count + again.Count) / emptyAfter.TotalSeconds:F0} messages/s"));

        async Task SendMoreAsync()
        {
            var upTo = Math.Min(count, Started() + MostWaiting);
            await SendAsync(intake, Enumerable.Range(sent, Math.Max(0, upTo - sent)), MessageOf);
            sent = Math.Max(sent, upTo);
        }
    }

    private static string AccountOf(int number) => $"active.{number:D6}";

    // Half of the messages carry a key.
    private static string MessageOf(int number) => JsonSerializer.Serialize(new
    {
        customerId = ServiceCaller.Customer,
        customerAccountId = AccountOf(number),
        idempotencyKey = number % KeylessEvery == 0 ? null : AccountOf(number),
    });

    private static Task SendAsync(QueueClient queue, IEnumerable<int> numbers, Func<int, string> message) =>
        Parallel.ForEachAsync(numbers, TestContext.Current.CancellationToken, async (number, cancellationToken) =>
            await queue.SendMessageAsync(message(number), cancellationToken));

    private static TimeSpan Limit(int count) => Eventually.Deadline + TimeSpan.FromMilliseconds(100 * count);

    private int Started() => Count("SELECT count(*) FROM validation");

    private int Unsettled() => Count("SELECT count(*) FROM validation WHERE status = 'PENDING'");

    private int Count(string sql) =>
        !File.Exists(_world.DatabasePath)
            ? 0
            : int.Parse(Sql.Column(_world.DatabasePath, sql)[0], CultureInfo.InvariantCulture);
}
