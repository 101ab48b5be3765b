using System.Diagnostics;
using AccountValidation.Core;
using AccountValidation.Functions.Activities;
using AccountValidation.KillHarness.Receivers;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Intake;
using AccountValidation.Tests.Azurite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AccountValidation.Functions.Tests.Runtime;

/// <summary>
/// The Azure host without its triggers: its own services, orchestrator and activities, on the runtime of Durable Task
/// in this process, with tables that no other test has, a simulated Juspay and a receiver of callbacks. Time is real.
/// </summary>
internal sealed class RuntimeHost : IAsyncDisposable
{
    /// <summary>Much longer than anything here takes; only a fault meets it.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly IHost _host;
    private readonly FaultLog _log;

    private RuntimeHost(IHost host, FaultLog log, SimulatedJuspay juspay, CallbackReceiver receiver) =>
        (_host, _log, Juspay, Receiver) = (host, log, juspay, receiver);

    public SimulatedJuspay Juspay { get; }

    public CallbackReceiver Receiver { get; }

    public IValidationEngine Engine => _host.Services.GetRequiredService<IValidationEngine>();

    public StepActivities Activities => _host.Services.GetRequiredService<StepActivities>();

    public Starter Starter => _host.Services.GetRequiredService<Starter>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts everything. Without Node.js the test is skipped.</summary>
    /// <param name="azurite">Has the tables.</param>
    /// <param name="settings"> What differs from <see cref="RuntimeSettings"/>, as <c>("Juspay:CallsPerSecond",
    /// "5")</c>.
    /// </param>
    public static async Task<RuntimeHost> StartAsync(
        AzuriteFixture azurite, params (string Name, string Value)[] settings)
    {
        var tables = await azurite.NewTablesAsync();
        var juspay = await SimulatedJuspay.StartAsync();
        var receiver = await CallbackReceiver.StartAsync(seed: 0, Token);
        var log = new FaultLog();
        var all = RuntimeSettings.With(tables, juspay.Address, settings);
        return new(await RuntimeProgram.StartAsync(all, log, Token), log, juspay, receiver);
    }

    /// <summary>Asks for a validation whose callback goes to the receiver.</summary>
    public Task<StartResult> TryValidateAsync(string accountId) => Starter.StartAsync(
        new()
        {
            CustomerId = SimulatedJuspay.CustomerId,
            CustomerAccountId = accountId,
            CallbackUrl = Receiver.AddressOf(ReceiverKind.Accepting).ToString(),
        },
        claim: null,
        caller: "tests",
        Token);

    /// <summary>Starts a validation, which must be accepted; gives its id.</summary>
    public async Task<string> ValidateAsync(string accountId) =>
        Assert.IsType<StartResult.Started>(await TryValidateAsync(accountId)).Validation.Id;

    public Task SignalAsync(string id, Signal.OfContract signal) => Engine.SignalAsync(id, signal, Token);

    /// <summary>Waits until a validation is as the test wants it; gives it. Meanwhile no step may fail.</summary>
    /// <param name="id">The validation.</param>
    /// <param name="condition">What the test wants.</param>
    /// <param name="what">The same in words, after the id.</param>
    public async Task<Validation> UntilAsync(string id, Func<Validation, bool> condition, string what)
    {
        var began = Stopwatch.StartNew();
        while (true)
        {
            var validation = await Engine.FindAsync(id, Token);
            Assert.NotNull(validation);
            Assert.Empty(_log.Faults);
            if (condition(validation))
            {
                return validation;
            }

            Assert.True(began.Elapsed < Deadline, $"Not within {Deadline}: {id} {what}. It is {validation.Stage}.");
            await Task.Delay(Pause, Token);
        }
    }

    /// <summary>Waits until nothing is left to do for a validation, its callback included.</summary>
    public Task<Validation> FinishedAsync(string id) =>
        UntilAsync(id, validation => validation.IsFinished, "is finished");

    /// <summary>The delivery of a validation's callback, which must be the only one.</summary>
    public Delivery DeliveryOf(string id) =>
        Assert.Single(Receiver.Deliveries, delivery => delivery.ValidationId == id);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        _log.Dispose();
        await Juspay.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
