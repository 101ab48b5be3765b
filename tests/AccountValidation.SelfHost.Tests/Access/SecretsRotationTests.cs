using System.Net;
using System.Text;
using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Hosting;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Callbacks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AccountValidation.SelfHost.Tests.Access;

/// <summary>
/// Replaces secret files while the program runs, as Kubernetes does: a link changes to another directory.
/// </summary>
public sealed class SecretsRotationTests : IAsyncLifetime
{
    private const string OldSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string NewSecret = "whsec_bmV3IHNlY3JldCBuZXcgc2VjcmV0IG5ldyBzZWNyZXQ=";

    private readonly TempFolder _folder = new();
    private readonly WatchedClock _clock = new();
    private readonly FakeLogger<SecretsRotation> _log = new();
    private (WebApplication App, Uri Address) _juspay;
    private string? _keyOfJuspay;
    private AppInProcess _app = null!;
    private SecretsRotation _rotation = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Link => _folder.File("secrets");

    public async ValueTask InitializeAsync()
    {
        _juspay = await LoopbackServer.StartAsync(_ => { }, app => app.Run(RefuseAsync), Token);
        Mount(
            "first",
            ("Juspay__ApiKey", "old-juspay"),
            ("Api__Keys__tests", "old-caller"),
            ("Callbacks__Secrets__0", OldSecret));
        _app = await AppInProcess.StartAsync(
            "Production",
            ("SelfHost:SecretsDirectory", Link),
            ("Juspay:BaseUrl", _juspay.Address.ToString()),
            ("Recheck:MaxDelay", "00:00:01"),
            ("Recheck:FirstDelay", "00:00:01"));
        _rotation = ActivatorUtilities.CreateInstance<SecretsRotation>(_app.Services, _clock, _log);
        await _rotation.StartAsync(Token);
        await _clock.SomebodyWaitsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _rotation.StopAsync(Token);
        _rotation.Dispose();
        await _app.DisposeAsync();
        await LoopbackServer.StopAsync(_juspay.App);
        _folder.Dispose();
    }

    [Fact]
    public async Task Secrets_Replaced_AreUsedWithoutARestartAndNoValueIsLogged()
    {
        Assert.Equal(HttpStatusCode.Accepted, await StartAsync("old-caller"));
        await Eventually.TrueAsync(() => _keyOfJuspay == "old-juspay", "Juspay is called");

        Mount(
            "second",
            ("Juspay__ApiKey", "new-juspay"),
            ("Api__Keys__tests", "new-caller"),
            ("Callbacks__Secrets__0", NewSecret),
            ("Callbacks__Secrets__1", OldSecret));
        await PassAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await StartAsync("old-caller"));
        Assert.Equal(HttpStatusCode.Accepted, await StartAsync("new-caller"));
        await Eventually.TrueAsync(
            () => _keyOfJuspay == "new-juspay",
            "the validation that waits is checked with the new key");
        Assert.Equal(
            [NewSecret, OldSecret],
            _app.Services.GetRequiredService<SigningSecrets>()
                .Now.Select(secret => "whsec_" + Convert.ToBase64String(secret.Key)));
        Assert.Equal(
            "Secrets have changed and are used from now on: Api:Keys:tests, Callbacks:Secrets:0, Callbacks:Secrets:1, "
            + "Juspay:ApiKey.",
            Assert.Single(_log.Lines));
        await PassAsync();
        Assert.Single(_log.Lines);
    }

    [Theory]
    [InlineData("Callbacks__Secrets__0", "whsec_short", "NOT used")]
    [InlineData("Juspay__Timeout", "soon", "NOT used")]
    [InlineData("Juspay__Timeout", "00:00:07", "only a restart takes up: Juspay:Timeout.")]
    [InlineData("Juspay__NotificationUser", "juspay", "NOT used")]
    public async Task Files_ThatAllowNoStartOrAreNoSecrets_AreSaidOnceAndChangeNothing(
        string name, string value, string said)
    {
        var files = new Dictionary<string, string>
        {
            ["Juspay__ApiKey"] = "old-juspay",
            ["Api__Keys__tests"] = "old-caller",
            ["Callbacks__Secrets__0"] = OldSecret,
            [name] = value,
        };
        Mount("second", files.Select(file => (file.Key, file.Value)));
        await PassAsync();
        await PassAsync();

        Assert.Contains(said, Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain(
            value, _log.Lines.Single().Replace("'soon'", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, await StartAsync("old-caller"));
    }

    [Fact]
    public async Task Directory_ThatIsGoneForAWhile_IsSaidOnceAndTheSecretsStay()
    {
        Directory.Delete(Link);
        await PassAsync();
        await PassAsync();
        Assert.Contains("cannot be read", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, await StartAsync("old-caller"));

        Mount(
            "second",
            ("Juspay__ApiKey", "old-juspay"),
            ("Api__Keys__tests", "new-caller"),
            ("Callbacks__Secrets__0", OldSecret));
        await PassAsync();
        Assert.Equal(HttpStatusCode.Accepted, await StartAsync("new-caller"));
    }

    [Fact]
    public async Task Files_TwoForOneSetting_AreSaidOnceAndChangeNothing()
    {
        Mount(
            "second",
            ("Juspay__ApiKey", "new-juspay"),
            ("juspay__apikey", "other-juspay"),
            ("Api__Keys__tests", "new-caller"),
            ("Callbacks__Secrets__0", OldSecret));
        await PassAsync();
        await PassAsync();
        Assert.Contains("cannot be read", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, await StartAsync("old-caller"));
    }

    private void Mount(string name, params IEnumerable<(string Name, string Value)> files)
    {
        var directory = Directory.CreateDirectory(_folder.File(name)).FullName;
        foreach (var (file, value) in files)
        {
            File.WriteAllText(Path.Combine(directory, file), value + "\n");
        }

        Directory.CreateSymbolicLink(Link + ".new", directory);
        if (Directory.Exists(Link))
        {
            Directory.Delete(Link); // deletes the link only
        }

        Directory.Move(Link + ".new", Link);
    }

    private async Task PassAsync()
    {
        _clock.Advance(SecretsRotation.Pause);
        await _clock.SomebodyWaitsAsync();
    }

    private Task RefuseAsync(HttpContext context)
    {
        _keyOfJuspay = Encoding
            .UTF8.GetString(
                Convert.FromBase64String(context.Request.Headers.Authorization.ToString()["Basic ".Length..]))
            .TrimEnd(':');
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }

    private async Task<HttpStatusCode> StartAsync(string key)
    {
        using var http = new HttpClient
        {
            BaseAddress = _app.Address,
            DefaultRequestHeaders = { { "x-functions-key", key } },
        };
        using var content = new StringContent(
            $$"""
            {"customerId":"cst_1","customerAccountId":"rotated.{{Guid.NewGuid():N}}",
             "callbackUrl":"https://receiver.example/"}
            """,
            Encoding.UTF8,
            "application/json");
        using var response = await http.PostAsync("api/validations", content, Token);
        return response.StatusCode;
    }
}
