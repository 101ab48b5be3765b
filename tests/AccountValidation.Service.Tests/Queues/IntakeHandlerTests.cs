using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json.Nodes;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Intake;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Tests.Queues;

/// <summary>What becomes of a message of the intake queue.</summary>
public sealed class IntakeHandlerTests : IAsyncDisposable
{
    private const string Keyed =
        """{ "customerId": "cst_1", "customerAccountId": "banh_1", "idempotencyKey": "key 1" }""";
    private const string Keyless = """{ "customerId": "cst_1", "customerAccountId": "banh_1" }""";

    private readonly MemoryEngine _engine = new();
    private readonly Wiring _wiring;
    private readonly MetricLines _metrics;

    public IntakeHandlerTests()
    {
        _wiring = new(Samples.Settings(new("http://127.0.0.1/")), services =>
            services.AddSingleton<IValidationEngine>(_engine).AddSingleton<IntakeHandler>());
        _metrics = new(_wiring.Get<IMeterFactory>());
    }

    public async ValueTask DisposeAsync()
    {
        _metrics.Dispose();
        await _wiring.DisposeAsync();
    }

    [Fact]
    public async Task Handle_Request_IsStartedWithItsFieldsAndDefaults()
    {
        await HandleAsync(
            "m1",
            """
            { "customerId": "cst_1", "customerAccountId": "banh_1", "gateway": "RAZORPAY", "amount": 2,
              "metadata": { "a": "1" } }
            """);

        var request = Assert.Single(_engine.Validations).Request;
        Assert.Equal(
            ("cst_1", "banh_1", "cst_1", "RAZORPAY", 2m),
            (request.CustomerId, request.CustomerAccountId, request.RoutingId, request.Gateway, request.Amount));
        Assert.Equal("1", request.Metadata["a"]);
        Assert.Equal(
            ["accountvalidation.accepted 1", "accountvalidation.intake.messages 1 result=started"], _metrics.Lines);
    }

    [Fact]
    public async Task Handle_Request_IsStartedAsBulk()
    {
        await HandleAsync("m1", Keyless);

        Assert.True(Assert.Single(_engine.Validations).IsBulk);
    }

    [Theory]
    [InlineData(Keyed, "queue:validation-requests key 1")]
    [InlineData(Keyless, "queue-message:validation-requests m1")]
    public async Task Handle_Request_CarriesAClaim(string message, string claim)
    {
        await HandleAsync("m1", message);

        Assert.Equal([claim], _engine.Claims);
    }

    [Theory]
    [InlineData(Keyed)]
    [InlineData(Keyless)]
    public async Task Handle_DeliveredAgainAfterItSettled_StartsNothing(string message)
    {
        await HandleAsync("m1", message);
        _engine.SettledAccounts.Add("banh_1");

        var outcome = await HandleAsync("m1", message);

        var started = Assert.Single(_engine.Validations);
        Assert.Equal(started, Assert.IsType<StartResult.Replayed>(Decided(outcome)).Validation);
        Assert.Contains("accountvalidation.intake.messages 1 result=replayed", _metrics.Lines);
    }

    [Fact]
    public async Task Handle_KeyThatIsAnotherMessagesId_IsAnotherClaim()
    {
        await HandleAsync("m1", Keyless);
        _engine.SettledAccounts.Add("banh_1");

        var outcome = await HandleAsync("m2", Keyed.Replace("key 1", "m1", StringComparison.Ordinal));

        Assert.IsType<StartResult.Started>(Decided(outcome));
    }

    [Fact]
    public async Task Handle_SameKeyInAnotherMessage_IsAReplay()
    {
        await HandleAsync("m1", Keyed);

        Assert.IsType<StartResult.Replayed>(
            Decided(
                await HandleAsync(
                    "m2",
                    "\r\n " + Keyed.Replace("\"key 1\"", "\"key\\u00201\"", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Handle_AccountBusy_IsADeadLetterThatHoldsTheRequestAndSaysWhy()
    {
        await HandleAsync("m1", Keyless);

        var refused = Assert.IsType<IntakeOutcome.Refused>(await HandleAsync("m2", Keyless));

        var letter = JsonNode.Parse(refused.Letter)!;
        var busy = _engine.Validations[0].Id;
        Assert.Equal(
            ("m2", "account-busy", busy),
            (
                (string?)letter["messageId"],
                (string?)letter["reason"]!["code"],
                (string?)letter["reason"]!["validationId"]));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Keyless), letter["request"]));
        AssertLogged(LogLevel.Warning, "m2", busy);
        Assert.Contains("accountvalidation.intake.messages 1 result=account_busy", _metrics.Lines);
    }

    [Fact]
    public async Task Handle_KeyUsedForAnotherRequest_IsDoneAndLogged()
    {
        await HandleAsync("m1", Keyed);

        var reused = Assert.IsType<StartResult.KeyReused>(
            Decided(await HandleAsync("m2", Keyed.Replace("banh_1", "banh_2", StringComparison.Ordinal))));

        Assert.Equal(_engine.Validations[0].Id, reused.ValidationId);
        AssertLogged(LogLevel.Warning, "m2", reused.ValidationId);
        Assert.Contains("accountvalidation.intake.messages 1 result=key_reused", _metrics.Lines);
    }

    [Theory]
    [InlineData(
        """{ "customerId": "cst s3cr3t", "x": "s3cr3t", "idempotencyKey": "" }""",
        "customerAccountId customerId idempotencyKey x")]
    [InlineData(
        """{ "customerId": "cst_1", "customerAccountId": "banh_1", "idempotencyKey": "s3cr3t\u00fc" }""",
        "idempotencyKey")]
    [InlineData("""{ "customerId": "cst_1", "customerAccountId": "banh_1", "idempotencyKey": 7 }""", "idempotencyKey")]
    [InlineData("""{ "customerId": "s3cr3t" """, "body")]
    [InlineData("s3cr3t s3cr3t!", "body")]
    [InlineData("[1]", "body")]
    [InlineData("null", "body")]
    [InlineData("", "body")]
    public async Task Handle_NoRequest_NamesTheFieldsAndNoValue(string message, string fields)
    {
        var invalid = Assert.IsType<IntakeOutcome.Invalid>(await HandleAsync("m1", message));

        Assert.Equal(fields, string.Join(' ', invalid.Errors.Keys.Order(StringComparer.Ordinal)));
        Assert.Empty(_engine.Validations);
        AssertLogged(LogLevel.Warning, "m1", fields.Split(' ')[0]);
        Assert.DoesNotContain("s3cr3t", _wiring.Logs.All, StringComparison.Ordinal);
        Assert.Equal(["accountvalidation.intake.messages 1 result=invalid"], _metrics.Lines);
    }

    [Fact]
    public async Task Handle_ManyWrongFields_ShowsSome()
    {
        await HandleAsync(
            "m1",
            "{" + string.Join(',', Enumerable.Range(0, 500).Select(number => $"\"field{number}\": 1")) + "}");

        var line = Assert.Single(_wiring.Logs.Lines).Text;
        Assert.Contains("502 fields", line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 0, 400);
    }

    [Fact]
    public async Task Handle_NamesThatTheSenderChose_AreNotLogged()
    {
        await HandleAsync("m1", """{ "9876543210@ybl": 1, "customerId": "", "metadata": { "42@ybl": 1 } }""");

        var line = Assert.Single(_wiring.Logs.Lines).Text;
        Assert.DoesNotContain("ybl", line, StringComparison.Ordinal);
        Assert.Contains(
            "customerId, customerAccountId, metadata, a field that is not known",
            line,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_NothingCanBeStored_SaysSoAndCountsNothing()
    {
        _engine.IsFull = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => HandleAsync("m1", Keyless));

        Assert.Empty(_metrics.Lines);
    }

    [Theory]
    [InlineData(Keyed)]
    [InlineData(" \t\r\n" + Keyed)]
    [InlineData(Keyed + "\n")]
    [InlineData("\ufeff" + Keyed)]
    public async Task Handle_PlainOrBase64_AreTheSame(string message)
    {
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(message));

        Assert.IsType<StartResult.Started>(Decided(await HandleAsync("m1", message)));
        Assert.IsType<StartResult.Replayed>(Decided(await HandleAsync("m2", base64)));
        Assert.IsType<StartResult.Replayed>(
            Decided(await HandleAsync("m3", " " + base64[..40] + "\r\n" + base64[40..] + "\n")));
    }

    private Task<IntakeOutcome> HandleAsync(string messageId, string message) =>
        _wiring
            .Get<IntakeHandler>()
            .HandleAsync(messageId, Encoding.UTF8.GetBytes(message), TestContext.Current.CancellationToken);

    private void AssertLogged(LogLevel level, params string[] parts) =>
        Assert.Contains(_wiring.Logs.Lines, line =>
            line.Level == level && parts.All(part => line.Text.Contains(part, StringComparison.Ordinal)));

    private static StartResult Decided(IntakeOutcome outcome) => Assert.IsType<IntakeOutcome.Decided>(outcome).Result;
}
