using System.Diagnostics.Metrics;
using System.Text;
using AccountValidation.Core;
using AccountValidation.Service.Api;
using AccountValidation.Service.Api.Notifications;
using AccountValidation.Service.Telemetry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Tests.Api.Notifications;

/// <summary>What a notification does, how much of it, and what is counted.</summary>
public sealed class NotificationsApiTests : IAsyncDisposable
{
    private const string Applied = "accountvalidation.notifications 1 result=applied";
    private const string Limited = "accountvalidation.notifications 1 result=limited";

    private readonly Wiring _wiring = new(new Uri("http://127.0.0.1:1"));
    private readonly MetricLines _metrics;
    private readonly NotificationCredentials _credentials;

    public NotificationsApiTests()
    {
        _metrics = new(_wiring.Get<IMeterFactory>());
        _credentials = _wiring.Get<NotificationCredentials>();
        _credentials.Use(_wiring.Settings.Juspay with { NotificationUser = "u", NotificationPassword = "password-1" });
    }

    public ValueTask DisposeAsync()
    {
        _metrics.Dispose();
        return _wiring.DisposeAsync();
    }

    [Fact]
    public async Task Take_NamesAnUnsettledAccount_HintsAtItsValidation()
    {
        var engine = new HintedEngine("banh_1", "banh_2");

        Assert.Equal(200, await SendAsync(Api(engine), """{ "content": { "id": "banh_1", "status": "ACTIVE" } }"""));

        Assert.Equal([("val_of_banh_1", new Signal.Hint())], engine.Signals);
        Assert.Equal([Applied], _metrics.Lines);
    }

    [Fact]
    public async Task Take_NamesVeryMany_HintsAtABoundedNumber()
    {
        var accounts = Enumerable.Range(0, 500).Select(n => $"banh_{n}").ToArray();
        var engine = new HintedEngine(accounts);

        await SendAsync(Api(engine), "[" + string.Join(',', accounts.Select(account => $"\"{account}\"")) + "]");

        Assert.Equal(100, engine.Signals.Count);
    }

    [Fact]
    public async Task Take_Flood_IsAnsweredAndCostsNothing()
    {
        var engine = new HintedEngine("banh_1");
        var api = Api(engine);
        for (var n = 0; n < LookupBudget.Burst + 50; n++)
        {
            Assert.Equal(200, await SendAsync(api, "\"banh_1\""));
        }

        Assert.Equal(LookupBudget.Burst, engine.Lookups);
        Assert.Equal(
            (LookupBudget.Burst, 50),
            (_metrics.Lines.Count(line => line == Applied), _metrics.Lines.Count(line => line == Limited)));

        _wiring.Clock.Advance(TimeSpan.FromSeconds(1));
        for (var n = 0; n < 50; n++)
        {
            await SendAsync(api, "\"banh_1\"");
        }

        Assert.Equal(LookupBudget.Burst + LookupBudget.PerSecond, engine.Lookups);
    }

    [Fact]
    public async Task Take_NothingThatCouldBeAnId_CostsNoLookup()
    {
        var engine = new HintedEngine("banh_1");

        Assert.Equal(200, await SendAsync(Api(engine), """{ "a": 1, "b": "two words" }"""));

        Assert.Equal(0, engine.Lookups);
        Assert.Equal(["accountvalidation.notifications 1 result=nothing_found"], _metrics.Lines);
    }

    [Fact]
    public async Task Take_StoreDoesNotWork_IsAnsweredNevertheless()
    {
        Assert.Equal(200, await SendAsync(Api(new HintedEngine { IsBroken = true }), "\"banh_1\""));

        Assert.Equal(["accountvalidation.notifications 1 result=unavailable"], _metrics.Lines);
    }

    [Theory]
    [InlineData("Basic dTpwYXNzd29yZC0y", "\"banh_1\"", 401)]
    [InlineData("basic dTpwYXNzd29yZC0x", "{", 400)]
    public async Task Take_Refused_AsksTheEngineNothing(string authorization, string body, int status)
    {
        var engine = new HintedEngine("banh_1");

        Assert.Equal(status, await SendAsync(Api(engine), body, authorization));

        Assert.Equal(0, engine.Lookups);
        Assert.Equal(["accountvalidation.notifications 1 result=refused"], _metrics.Lines);
    }

    [Fact]
    public async Task Take_PasswordWithColons_IsReadWhole()
    {
        _credentials.Use(
            _wiring.Settings.Juspay with { NotificationUser = "u", NotificationPassword = "pass:word:1" });

        Assert.Equal(
            200,
            await SendAsync(
                Api(new()), "{}", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("u:pass:word:1"))));
    }

    [Fact]
    public async Task Take_CredentialsNotSet_IsNotFound()
    {
        _credentials.Use(_wiring.Settings.Juspay);

        Assert.Equal(404, await SendAsync(Api(new()), "{}"));
        Assert.Empty(_metrics.Lines);
    }

    private NotificationsApi Api(HintedEngine engine) =>
        new(engine, new(_wiring.Clock), _wiring.Get<ServiceMetrics>());

    private async Task<int?> SendAsync(
        NotificationsApi api, string body, string authorization = "Basic dTpwYXNzd29yZC0x")
    {
        var context = new DefaultHttpContext
        {
            Request = { Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) },
            RequestServices = _wiring.Get<IServiceProvider>(),
        };
        context.Request.Headers.Authorization = authorization;
        if (!(await context.AuthenticateAsync(Access.NotificationSender)).Succeeded)
        {
            await context.ChallengeAsync(Access.NotificationSender);
            return context.Response.StatusCode;
        }

        var answer = await api.TakeAsync(context, TestContext.Current.CancellationToken);
        return Assert.IsType<IStatusCodeHttpResult>(answer, exactMatch: false).StatusCode;
    }
}
