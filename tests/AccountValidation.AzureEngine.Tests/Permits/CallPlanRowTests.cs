using AccountValidation.AzureEngine.Permits;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Juspay;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Permits;

/// <summary>The plan as a row of a table, and instances that share it in real time.</summary>
public sealed class CallPlanRowTests(AzuriteFixture azurite)
{
    private const double Rate = 40;
    private static readonly DateTimeOffset Until = new(2026, 11, 22, 10, 0, 0, 123, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replace_WhatWasRead_IsReadAgainWithATimestampOfTheService()
    {
        await using var world = await World.OfNothingAsync(azurite);
        var store = StoreOf(world.Process);
        var empty = await store.ReadAsync(Token);
        Assert.Equal((DateTimeOffset.UnixEpoch, (DateTimeOffset?)null), (empty.Plan.ReservedUntil, empty.Stamp));
        var plan = new CallPlan(Until, new Dictionary<string, Asker> { ["a"] = new(Until, 3) });

        var version = await store.ReplaceAsync(plan, empty.Version, Token);

        var read = await store.ReadAsync(Token);
        Assert.Equal((Until, version), (read.Plan.ReservedUntil, read.Version));
        Assert.Equal(new Asker(Until, 3), Assert.Single(read.Plan.Askers).Value);
        Assert.NotNull(read.Stamp);
        Assert.Null(await store.ReplaceAsync(plan, empty.Version, Token)); // it is there
        Assert.NotNull(await store.ReplaceAsync(plan, read.Version, Token));
        Assert.Null(await store.ReplaceAsync(plan, read.Version, Token)); // it has changed
    }

    [Fact]
    public async Task Replace_TableWasDeleted_IsMadeAgain()
    {
        await using var world = await World.OfNothingAsync(azurite);
        var store = StoreOf(world.Process);
        var read = await store.ReadAsync(Token);
        await new Azure.Data.Tables.TableServiceClient(world.ConnectionString).DeleteTableAsync("Limits", Token);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ReplaceAsync(read.Plan, read.Version, Token));

        Assert.NotNull(await store.ReplaceAsync(read.Plan, (await store.ReadAsync(Token)).Version, Token));
    }

    [Theory]
    [InlineData("POST Limits")]
    [InlineData("PUT Limits")]
    public async Task Enter_AnswerOfAWriteIsLost_IsServedOnceTheMarkIsSeen(string call)
    {
        await using var world = await World.OfNothingAsync(azurite);
        await using var process = world.NewProcess(
            Faults.Once(call, Fault.AnswerLost), LimitedTo(1), TimeProvider.System);

        await MakeAsync(process, pairs: 1, () => { });

        var plan = (await StoreOf(world.Process).ReadAsync(Token)).Plan;
        Assert.Equal(TimeSpan.FromSeconds(2), plan.ReservedUntil - Assert.Single(plan.Askers).Value.At); // not twice
    }

    [Fact]
    public async Task Enter_NoRateIsConfigured_TouchesNoTable()
    {
        await using var world = await World.OfNothingAsync(azurite);
        await using var process = world.NewProcess(clock: TimeProvider.System);

        await MakeAsync(process, pairs: 5, () => { });

        Assert.Equal(0, process.Faults.Calls);
    }

    [Fact]
    public async Task Enter_ThreeInstancesAndOneThatEnds_KeepTheRateAndServeEverybody()
    {
        await using var world = await World.OfNothingAsync(azurite);
        var (gate, left) = (new Lock(), new List<TimeSpan>());
        var began = TimeProvider.System.GetTimestamp();
        var processes = Enumerable
            .Range(0, 4)
            .Select(_ => world.NewProcess(juspay: LimitedTo(Rate), clock: TimeProvider.System))
            .ToList();
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var ending = MakeAsync(processes[3], pairs: 1000, Note, ends.Token);
        var making = Task.WhenAll(processes.Take(3).Select(process => MakeAsync(process, pairs: 100, Note)));
        while (Count() < 100)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }

        await ends.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ending);
        await making;

        TestContext.Current.SendDiagnosticMessage(
            $"{Count()} calls in {left[^1].TotalSeconds:0.0} s; {MostInTenSeconds()} in ten seconds at most, at "
            + $"{Rate} calls a second");
        Assert.InRange(MostInTenSeconds(), 0, 1.2 * 10 * Rate);

        void Note()
        {
            lock (gate)
            {
                left.Add(TimeProvider.System.GetElapsedTime(began));
            }
        }

        int Count()
        {
            lock (gate)
            {
                return left.Count;
            }
        }

        int MostInTenSeconds() =>
            left.Max(first => left.Count(at => at >= first && at < first + TimeSpan.FromSeconds(10)));
    }

    private static ICallPlanStore StoreOf(EngineProcess process) => process.Get<ICallPlanStore>();

    private static JuspaySettings LimitedTo(double rate) => new() { ApiKey = "key_test", CallsPerSecond = rate };

    // Callers that all come at once, and make both calls of their pair.
    private static Task MakeAsync(
        EngineProcess process, int pairs, Action left, CancellationToken? cancellationToken = null) =>
        Task.WhenAll(
            Enumerable
                .Range(0, pairs)
                .Select(async _ =>
                {
                    using var permit = await process
                        .Get<JuspayGate>()
                        .EnterAsync(calls: 2, isBulk: false, cancellationToken ?? Token);
                    for (var call = 0; call < 2; call++)
                    {
                        permit.Use();
                        left();
                    }
                }));
}
