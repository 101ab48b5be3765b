using System.Text;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Access;

/// <summary>Asks every route of the program over bare sockets, with all credentials that must not open it.</summary>
public sealed class RouteKeyTests : IAsyncLifetime
{
    private AppInProcess _app = null!;

    public async ValueTask InitializeAsync() => _app = await AppInProcess.StartAsync(
        "Production",
        ("Api:Keys:tests", BadCredentials.CallersKey),
        ("Api:Keys:tests:1", BadCredentials.NonAsciiKey),
        ("Api:OperatorKeys:ops", BadCredentials.OperatorsKey),
        ("Juspay:NotificationUser", BadCredentials.NotificationUser),
        ("Juspay:NotificationPassword", BadCredentials.NotificationPassword));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Route_OpenToAll_AnswersWhoeverAsks()
    {
        foreach (var route in Routes(Guard.Nothing))
        {
            Assert.Equal(200, (await AskAsync(route, new("none", []))).Status);
        }
    }

    [Fact]
    public async Task Route_Guarded_RefusesWhatIsNoKey()
    {
        Assert.All(new[] { Guard.CallersKey, Guard.OperatorsKey, Guard.NotificationCredentials }, guard =>
            Assert.NotEmpty(Routes(guard)));
        foreach (var route in GuardedRoute.Of(_app).Where(route => route.Guard != Guard.Nothing))
        {
            await ExpectRefusalsAsync(route, BadCredentials.All);
        }
    }

    [Fact]
    public async Task Route_OfTheApi_RefusesTheCredentialsOfNotifications()
    {
        foreach (var route in Routes(Guard.CallersKey, Guard.OperatorsKey))
        {
            await ExpectRefusalsAsync(route, [BadCredentials.OfNotifications, .. BadCredentials.OfNoNotification]);
        }
    }

    [Fact]
    public async Task Route_OfOperators_RefusesTheKeyOfACaller()
    {
        foreach (var route in Routes(Guard.OperatorsKey))
        {
            await ExpectRefusalsAsync(route, BadCredentials.OfACaller);
        }
    }

    [Fact]
    public async Task Route_OfNotifications_RefusesEveryKeyAndOtherCredentials()
    {
        foreach (var route in Routes(Guard.NotificationCredentials))
        {
            await ExpectRefusalsAsync(
                route,
                [.. BadCredentials.OfACaller, .. BadCredentials.OfAnOperator, .. BadCredentials.OfNoNotification]);
        }
    }

    [Fact]
    public async Task Route_WithItsKey_IsOpen()
    {
        foreach (var route in GuardedRoute.Of(_app))
        {
            IReadOnlyList<BadCredentials> good = route.Guard switch
            {
                Guard.CallersKey => [.. BadCredentials.OfACaller, .. BadCredentials.OfAnOperator],
                Guard.OperatorsKey => BadCredentials.OfAnOperator,
                _ => [BadCredentials.OfNotifications],
            };
            foreach (var credentials in good)
            {
                Assert.True((await AskAsync(route, credentials)).Status is not 401, $"{route} refuses {credentials}");
            }
        }
    }

    [Fact]
    public async Task Key_OfOtherThanAsciiCharacters_OpensAsUtf8()
    {
        var key = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(BadCredentials.NonAsciiKey));

        Assert.Equal(
            200, (await RawHttp.SendAsync(_app.Address, "GET", "/api/validations", $"x-functions-key: {key}")).Status);
        Assert.Equal(
            200,
            (
                await RawHttp.SendAsync(
                    _app.Address,
                    "GET",
                    $"/api/validations?code={Uri.EscapeDataString(BadCredentials.NonAsciiKey)}")).Status);
    }

    [Theory]
    [InlineData("x-functions-key: ", 40_000, "", 431)]
    [InlineData("Authorization: Basic ", 40_000, "", 431)]
    [InlineData("x-other: x", 0, "?code=", 414)]
    public async Task Key_LongerThanARequestMayBe_IsRefusedByTheServer(
        string header, int length, string query, int status)
    {
        foreach (var route in GuardedRoute.Of(_app))
        {
            var target = route.Path + query + (query.Length > 0 ? new string('k', 20_000) : "");
            Assert.Equal(
                status,
                (await RawHttp.SendAsync(_app.Address, route.Method, target, header + new string('k', length))).Status);
        }
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("\u00e9")] // one byte, which is no UTF-8
    public async Task Key_WithWhatNoHeaderMayHold_IsRefusedByTheServer(string end)
    {
        foreach (var route in GuardedRoute.Of(_app))
        {
            Assert.Equal(
                400,
                (
                    await RawHttp.SendAsync(
                        _app.Address,
                        route.Method,
                        route.Path,
                        $"x-functions-key: {BadCredentials.OperatorsKey}{end}")).Status);
        }
    }

    private IEnumerable<GuardedRoute> Routes(params IEnumerable<Guard> guards) =>
        GuardedRoute.Of(_app).Where(route => guards.Contains(route.Guard));

    private async Task ExpectRefusalsAsync(GuardedRoute route, IEnumerable<BadCredentials> all)
    {
        foreach (var credentials in all)
        {
            var answer = await AskAsync(route, credentials);

            Assert.True(answer.Status == 401, $"{route} answers {answer.Status} to {credentials}");
            Assert.True(answer.HasNoBody == (route.Guard == Guard.OperatorsKey), $"{route}: {answer.Text}");
            string[] secrets =
            [
                BadCredentials.CallersKey,
                BadCredentials.OperatorsKey,
                BadCredentials.NotificationPassword,
                BadCredentials.NotificationUser,
                "wrong-key",
                "wrong-password",
                "a-key-that-nobody-knows",
                "kkkkkkkk",
            ];
            Assert.All(secrets, secret =>
                Assert.DoesNotContain(secret, answer.Text, StringComparison.OrdinalIgnoreCase));
        }
    }

    private Task<RawAnswer> AskAsync(GuardedRoute route, BadCredentials credentials) =>
        RawHttp.SendAsync(
            _app.Address,
            route.Method,
            route.Path + credentials.Query,
            [.. credentials.Headers, .. route.Method == "GET" ? Array.Empty<string>() : ["Content-Length: 0"]]);
}
