using System.Text;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace AccountValidation.Service.Tests.Queues;

/// <summary>
/// A message that comes while too many validations have not settled, and what it becomes when it can be held no longer.
/// </summary>
public sealed class HeldMessageTests : IAsyncDisposable
{
    private const string Keyless =
        """{ "customerId": "cst_1", "customerAccountId": "banh_1", "metadata": { "name": "Jos\u00e9 <&>" } }""";
    private const string Keyed =
        """{ "customerId": "cst_1", "customerAccountId": "banh_1", "idempotencyKey": "key 1" }""";
    private const int MostOfAMessage = 64 * 1024;

    private readonly MemoryEngine _engine = new() { HasTooMany = true };
    private readonly Wiring _wiring;

    public HeldMessageTests() =>
        _wiring = new(Samples.Settings(new("http://127.0.0.1/")), services =>
            services.AddSingleton<IValidationEngine>(_engine).AddSingleton<IntakeHandler>());

    public ValueTask DisposeAsync() => _wiring.DisposeAsync();

    [Theory]
    [InlineData(Keyless, "queue-message:validation-requests m1")]
    [InlineData(Keyed, "queue:validation-requests key 1")]
    public async Task Handle_TooManyAreUnsettled_BecomesAMessageWithTheSameClaim(string message, string claim)
    {
        var again = await AgainAsync("m1", message);
        var later = await AgainAsync("m2", again); // it may be put back many times
        _engine.HasTooMany = false;

        await HandleAsync("m3", later);

        Assert.Equal([claim], _engine.Claims);
    }

    [Theory]
    [InlineData(Keyless)]
    [InlineData(Keyed)]
    public async Task Handle_BothTheMessageAndItsSuccessorArePut_StartOne(string message)
    {
        var again = await AgainAsync("m1", message);
        _engine.HasTooMany = false;

        await HandleAsync("m1", message);
        _engine.SettledAccounts.Add("banh_1");
        var outcome = await HandleAsync("m2", again);

        Assert.IsType<StartResult.Replayed>(Assert.IsType<IntakeOutcome.Decided>(outcome).Result);
        Assert.Single(_engine.Validations);
    }

    [Fact]
    public async Task Handle_Successor_IsTheSameRequest()
    {
        var again = await AgainAsync("m1", Convert.ToBase64String(Encoding.UTF8.GetBytes(Keyless)));
        _engine.HasTooMany = false;

        await HandleAsync("m2", again);

        Assert.Equal("Jos\u00e9 <&>", Assert.Single(_engine.Validations).Request.Metadata["name"]);
    }

    [Fact]
    public async Task Handle_AsLongAsAMessageMayBe_ItsSuccessorFits()
    {
        var padded = Keyless.Insert(1, new string(' ', MostOfAMessage - Encoding.UTF8.GetByteCount(Keyless)));

        Assert.InRange(Encoding.UTF8.GetByteCount(await AgainAsync("m1", padded)), 1, MostOfAMessage);
    }

    [Theory]
    [InlineData("""{"heldMessageId":"m1"}""")]
    [InlineData("""{"heldMessageId":"m1","request":{"customerId":"cst_1","customerAccountId":"banh_1"},"x":1}""")]
    [InlineData("""{"heldMessageId":"","request":{"customerId":"cst_1","customerAccountId":"banh_1"}}""")]
    [InlineData("""{"heldMessageId":7,"request":{"customerId":"cst_1","customerAccountId":"banh_1"}}""")]
    [InlineData("""{"heldMessageId":"\ud800","request":{"customerId":"cst_1","customerAccountId":"banh_1"}}""")]
    [InlineData("""{"heldMessageId":"m1","request":7}""")]
    [InlineData("""{"heldMessageId":"m1","request":{""")]
    public async Task Handle_WhatOnlyLooksLikeASuccessor_IsNoRequest(string message) =>
        Assert.IsType<IntakeOutcome.Invalid>(await HandleAsync("m9", message));

    private async Task<string> AgainAsync(string messageId, string message) =>
        Assert.IsType<IntakeOutcome.NotYet>(await HandleAsync(messageId, message)).Again.ToString();

    private Task<IntakeOutcome> HandleAsync(string messageId, string message) =>
        _wiring
            .Get<IntakeHandler>()
            .HandleAsync(messageId, Encoding.UTF8.GetBytes(message), TestContext.Current.CancellationToken);
}
