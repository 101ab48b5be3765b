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
        await SendAsync(intake, Enumerable.Range(0, count), MessageOf);
        var settings = _world.Settings;
        (settings["AzureWebJobsStorage"], settings["Queues__Intake"], settings["Queues__VisibilityTimeout"]) = (server.ConnectionString, name, "00:00:05");

        var clock = Stopwatch.StartNew();
        var kills = new List<(int Started, int NotDeleted)>();
        foreach (var share in new[] { 0.25, 0.6 })
        {
            var (host, _) = await HostProcess.StartListeningAsync(settings);
            await using var killed = host;
            await UntilAsync(() => Started() >= count * share, count);
            await host.KillAsync();
            kills.Add((Started(), Started() + await intake.CountAsync() - count));
        }

        // A sender that does not know whether its message arrived sends it once more, as the bindings of Functions write it.
        var again = Enumerable.Range(0, count).Where(number => number % SentAgainEvery == 1).ToList();
        await SendAsync(intake, again, number => Convert.ToBase64String(BinaryData.FromString(MessageOf(number))));
        var (last, _) = await HostProcess.StartListeningAsync(settings);
        await using var survivor = last;
        await UntilAsync(() => Started() >= count, count);
        await Eventually.TrueAsync(async () => await intake.CountAsync() == 0, "the queue is empty", Limit(count));
        var emptyAfter = clock.Elapsed;
        await UntilAsync(() => Unsettled() == 0, count);

        Assert.All(kills, kill => Assert.InRange(kill.Started, 1, count - 1));
        Assert.NotEqual(0, kills.Sum(kill => kill.NotDeleted)); // otherwise no kill came between a start and its message's end
        Assert.Equal(0, await poison.CountAsync());
        var accounts = Enumerable.Range(0, count).Select(AccountOf).ToList();
        Assert.Equal(accounts, Sql.Column(_world.DatabasePath, "SELECT customer_account_id FROM validation").Order(StringComparer.Ordinal));
        Assert.Equal(accounts, (await _world.Juspay.DropsAsync()).Order(StringComparer.Ordinal));
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} requests in {count + again.Count} messages; kills (started, of these not deleted): {string.Join(", ", kills)}; queue empty after {emptyAfter.TotalSeconds:F1} s, all settled after {clock.Elapsed.TotalSeconds:F1} s; {(count + again.Count) / emptyAfter.TotalSeconds:F0} messages/s"));
    }

    private static string AccountOf(int number) => $"active.{number:D6}";

    // Half of them carry a key.
    private static string MessageOf(int number) => JsonSerializer.Serialize(new
    {
        customerId = ServiceCaller.Customer,
        customerAccountId = AccountOf(number),
        idempotencyKey = number % KeylessEvery == 0 ? null : AccountOf(number),
    });

    private static async Task SendAsync(QueueClient queue, IEnumerable<int> numbers, Func<int, string> message)
    {
        await queue.CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        await Parallel.ForEachAsync(
            numbers,
            TestContext.Current.CancellationToken,
            async (number, cancellationToken) => await queue.SendMessageAsync(message(number), cancellationToken));
    }

    private static TimeSpan Limit(int count) => Eventually.Deadline + TimeSpan.FromMilliseconds(100 * count);

    private static Task UntilAsync(Func<bool> condition, int count) => Eventually.TrueAsync(() => Task.FromResult(condition()), "the run goes on", Limit(count));

    private int Started() => Count("SELECT count(*) FROM validation");

    private int Unsettled() => Count("SELECT count(*) FROM validation WHERE status = 'PENDING'");

    private int Count(string sql) => int.Parse(Sql.Column(_world.DatabasePath, sql)[0], CultureInfo.InvariantCulture);
}
