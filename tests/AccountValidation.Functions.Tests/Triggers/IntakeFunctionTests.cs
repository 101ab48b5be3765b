using System.Net;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.Functions.Orchestrations;
using AccountValidation.Functions.Tests.Support;
using AccountValidation.Functions.Triggers;
using AccountValidation.Service;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Http;
using AccountValidation.Service.Intake;
using AccountValidation.Service.Juspay;
using AccountValidation.Service.Queues;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccountValidation.Functions.Tests.Triggers;

/// <summary>
/// A message of the intake queue while too many validations have not settled, or steps begin late: it is held, and
/// never counts as failed for that.
/// </summary>
public sealed class IntakeFunctionTests : IAsyncDisposable
{
    private const string Request = """{ "customerId": "cst_1", "customerAccountId": "banh_1" }""";
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(10);

    private readonly FullEngine _engine = new();
    private readonly QueueWire _wire = new();
    private readonly JumpingClock _clock = new();
    private readonly ServiceProvider _provider;
    private readonly StepLateness _lateness;

    public IntakeFunctionTests()
    {
        _lateness = new(_clock);
        var storage = new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_11_05)
        {
            Transport = new HttpClientTransport(new HttpClient(_wire)),
        };
        storage.Retry.MaxRetries = 0;
        var services = new ServiceCollection();
        services
            .AddLogging()
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton<WallClock>()
            .AddSingleton<FillRandom>(bytes => bytes.Clear());
        services.AddAccountValidation(new ServiceSettings(new(), new(), new(), new(), new(), new()));
        services
            .AddSingleton(new QueueServiceClient("UseDevelopmentStorage=true", storage))
            .AddSingleton<IValidationEngine>(_engine)
            .AddQueues();
        _provider = services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _wire.Dispose();
    }

    [Fact]
    public async Task Run_TooManyAreUnsettledForAWhile_IsHeldAndStarted()
    {
        _engine.RefusesSoOften = 5;

        await RunAsync("m1", Request);

        Assert.Equal(["queue-message:validation-requests m1"], _engine.Claims);
        Assert.InRange(_clock.Elapsed, TimeSpan.FromSeconds(1), LongestHold);
        Assert.Empty(_wire.Sent);
    }

    [Fact]
    public async Task Run_TooManyAreUnsettledForLong_GoesBackAsANewMessageThatStartsTheSameOnce()
    {
        _engine.RefusesSoOften = int.MaxValue;

        await RunAsync("m1", Request); // no fault: the host takes the message for done

        Assert.InRange(_clock.Elapsed, LongestHold, LongestHold * 2);
        var (address, text) = Assert.Single(_wire.Sent);
        Assert.Contains("/validation-requests/messages", address, StringComparison.Ordinal);
        Assert.Contains("visibilitytimeout=60", address, StringComparison.Ordinal);
        Assert.Contains("messagettl=-1", address, StringComparison.Ordinal);
        _engine.RefusesSoOften = 0;
        await RunAsync("m2", text);
        Assert.Equal(["queue-message:validation-requests m1"], _engine.Claims);
    }

    [Fact]
    public async Task Run_CannotBePutBack_FailsSoThatItIsDeliveredAgain()
    {
        _engine.RefusesSoOften = int.MaxValue;
        _wire.Status = HttpStatusCode.ServiceUnavailable;

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("m1", Request));
    }

    [Fact]
    public async Task Run_StepsBeginLate_WaitsUntilTheyDoNot()
    {
        _lateness.Note(_clock.GetUtcNow());
        _lateness.Note(_clock.GetUtcNow() - TimeSpan.FromSeconds(10));

        await RunAsync("m1", Request);

        Assert.InRange(_clock.Elapsed, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
        Assert.Equal(["queue-message:validation-requests m1"], _engine.Claims);
    }

    [Fact]
    public async Task Run_ManyMessagesBeforeAStepBegins_StartsAFewAtOnceAndOneForEachStep()
    {
        await RunAllAsync(8, Request);
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);

        _lateness.Note(_clock.GetUtcNow());
        await RunAsync("of the step", Request);
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);

        await RunAsync("beyond", Request);
        Assert.InRange(_clock.Elapsed, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
        Assert.Equal(10, _engine.Claims.Count);
    }

    [Fact]
    public async Task Run_MessagesThatStartNothing_DelayNoOtherMessage()
    {
        await RunAllAsync(50, "no start request");

        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
        Assert.Equal(50, _wire.Sent.Count);
    }

    private async Task RunAllAsync(int messages, string text)
    {
        for (var number = 1; number <= messages; number++)
        {
            await RunAsync($"m{number}", text);
        }
    }

    private Task RunAsync(string id, string text) =>
        new IntakeFunction(
            _provider.GetRequiredService<IntakeHandler>(),
            _provider.GetRequiredService<PoisonedMessages>(),
            _provider.GetRequiredService<StorageQueues>(),
            _provider.GetRequiredService<QueueSettings>(),
            _provider.GetRequiredService<JuspayGate>(),
            _lateness,
            new DurableInstances(NullLogger<DurableInstances>.Instance),
            _clock,
            NullLogger<IntakeFunction>.Instance).RunAsync(
            QueuesModelFactory.QueueMessage(id, "receipt", text, dequeueCount: 5),
            client: null!,
            TestContext.Current.CancellationToken);
}
