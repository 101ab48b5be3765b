using AccountValidation.Core;
using AccountValidation.KillHarness.Programs;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>
/// Everything that outlives a run of the program: Juspay, the receiver of callbacks, and the database file.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly IReadOnlyList<KeyValuePair<string, string>> Schedule =
    [
        .. Enumerable
            .Range(0, 100)
            .Select(n => KeyValuePair.Create($"Callbacks__Schedule__{n}", n == 0 ? "00:00:00" : "00:00:00.300")),
    ];

    private readonly TempFolder _folder = new();
    private Func<string>? _see;

    private World(JuspayServer juspay, CallbackReceiver receiver) => (Juspay, Receiver) = (juspay, receiver);

    public JuspayServer Juspay { get; }

    public CallbackReceiver Receiver { get; }

    public string DatabasePath => _folder.Database;

    public Dictionary<string, string> Settings => new(Schedule)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["Juspay__BaseUrl"] = Juspay.Address.ToString(),
        ["Juspay__ApiKey"] = "an-api-key",
        ["Juspay__Timeout"] = "00:00:03",
        ["Submission__ConfirmAfter"] = "00:00:00.500",
        ["Submission__MaxAttempts"] = "10",
        ["Recheck__FirstDelay"] = "00:00:00.200",
        ["Recheck__MaxDelay"] = "00:00:00.500",
        ["Recheck__Deadline"] = "00:05:00",
        ["Callbacks__AllowHttp"] = "true",
        ["Callbacks__AllowPrivateNetworks"] = "true",
        ["Callbacks__Secrets__0"] = Secret,
        ["Api__Keys__tests"] = ServiceCaller.Key,
        ["SelfHost__DatabasePath"] = DatabasePath,
        ["SelfHost__DrainTime"] = "00:00:02",
    };

    public IReadOnlyList<Validation> Validations => Sql.Validations(_see?.Invoke() ?? DatabasePath);

    public static async Task<World> StartAsync() =>
        new(await JuspayServer.StartAsync(), await CallbackReceiver.StartAsync());

    /// <summary>
    /// Sets the path at which the test sees the database, for a program with a file system of its own.
    /// </summary>
    public void SeeDatabaseAs(Func<string> see) => _see = see;

    /// <summary>Waits until every validation has settled and its callback was delivered.</summary>
    public Task EverythingEndsAsync(int count) =>
        Eventually.TrueAsync(
            () =>
                Validations is var all
                && all.Count == count
                && all.All(validation => validation is { IsSettled: true, Callback.Status: CallbackStatus.Delivered }),
            $"{count} validations are settled and delivered");

    /// <summary>
    /// Checks the guarantees after any number of crashes: one penny per account, and each callback with one id and the
    /// same bytes.
    /// </summary>
    public async Task AssertNothingWasLostOrPaidTwiceAsync()
    {
        var drops = await Juspay.DropsAsync();
        Assert.DoesNotContain(drops.CountBy(account => account), count => count.Value > 1);

        var all = Validations;
        Assert.Equal(all.Select(validation => validation.Request.CustomerAccountId).Order(), drops.Order());
        Assert.All(all, validation => Assert.Equal(ValidationStatus.Active, validation.Status));

        var arrived = Receiver.Deliveries.ToLookup(delivery => delivery.WebhookId);
        Assert.Equal(
            all.Select(validation => validation.Callback!.MessageId).Order(),
            arrived.Select(deliveries => deliveries.Key).Order());
        Assert.All(arrived, deliveries => Assert.Single(deliveries.Select(delivery => delivery.Body).Distinct()));
        Assert.All(arrived, deliveries => Assert.Contains(deliveries, delivery => delivery.Accepted));
        Assert.Empty(
            Sql.Column(
                _see?.Invoke() ?? DatabasePath,
                "SELECT validation_id FROM money_journal WHERE resolved_at IS NULL"));
    }

    public async ValueTask DisposeAsync()
    {
        await Juspay.DisposeAsync();
        await Receiver.DisposeAsync();
        _folder.Dispose();
    }
}
