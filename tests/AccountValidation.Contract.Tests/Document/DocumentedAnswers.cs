using System.Net.Http.Headers;
using System.Text;

namespace AccountValidation.Contract.Tests;

/// <summary>Maps each documented response, as <c>METHOD path status</c>, to an exchange that must give it.</summary>
internal static class DocumentedAnswers
{
    private const string Unknown = "val_unknown";
    private const string Notifications = "/api/juspay/notifications";
    private const int TooLong = (64 * 1024) + 1;

    public static IReadOnlyDictionary<string, Func<ContractTarget, Task<Answer>>> All { get; } =
        new Dictionary<string, Func<ContractTarget, Task<Answer>>>
        {
            ["POST /api/validations 200"] = target =>
                target.Api.StartAsync(TestAccount.Of("active").Request(), ("Prefer", "wait=25")),
            ["POST /api/validations 202"] = target =>
                target.Api.StartAsync(TestAccount.Of("pending-forever").Request()),
            ["POST /api/validations 400"] = target => target.Api.StartAsync("{}"),
            ["POST /api/validations 401"] = target => target.Anonymous.StartAsync("{}"),
            ["POST /api/validations 409"] = StartTwiceAsync,
            ["POST /api/validations 410"] = ReplayPurgedAsync,
            ["POST /api/validations 413"] = target => target.Api.StartAsync(new string(' ', TooLong)),
            ["POST /api/validations 415"] = target =>
                target.Api.SendAsync(
                    HttpMethod.Post, ApiClient.Validations, new StringContent("{}", Encoding.UTF8, "text/plain")),
            ["POST /api/validations 422"] = ReuseKeyAsync,
            ["GET /api/validations 200"] = target => target.Api.ListAsync("pageSize=2"),
            ["GET /api/validations 400"] = target => target.Api.ListAsync("pageSize=0"),
            ["GET /api/validations 401"] = target => target.Anonymous.ListAsync("pageSize=2"),
            ["GET /api/validations/summary 200"] = target => target.SeesAll.GetAsync("/api/validations/summary"),
            ["GET /api/validations/summary 400"] = target =>
                target.SeesAll.GetAsync("/api/validations/summary?now=true"),
            ["GET /api/validations/summary 401"] = target => target.Anonymous.GetAsync("/api/validations/summary"),
            ["GET /api/validations/summary 403"] = target => target.Api.GetAsync("/api/validations/summary"),
            ["GET /api/validations/{id} 200"] = async target => await target.Api.FindAsync(await PendingAsync(target)),
            ["GET /api/validations/{id} 400"] = target =>
                target.Api.SendAsync(HttpMethod.Get, "/api/validations/val_unknown?now=true"),
            ["GET /api/validations/{id} 401"] = target => target.Anonymous.FindAsync(Unknown),
            ["GET /api/validations/{id} 404"] = target => target.Api.FindAsync(Unknown),
            ["POST /api/validations/{id}/cancel 200"] = async target =>
                await target.Api.CancelAsync(await PendingAsync(target)),
            ["POST /api/validations/{id}/cancel 400"] = target =>
                target.Api.SendAsync(HttpMethod.Post, "/api/validations/val_unknown/cancel?now=true"),
            ["POST /api/validations/{id}/cancel 401"] = target => target.Anonymous.CancelAsync(Unknown),
            ["POST /api/validations/{id}/cancel 404"] = target => target.Api.CancelAsync(Unknown),
            ["POST /api/validations/{id}/cancel 409"] = async target =>
                await target.Api.CancelAsync(await SettledAsync(target)),
            ["POST /api/validations/{id}/check 202"] = async target =>
                await target.Api.CheckAsync(await PendingAsync(target)),
            ["POST /api/validations/{id}/check 400"] = target =>
                target.Api.SendAsync(HttpMethod.Post, "/api/validations/val_unknown/check?now=true"),
            ["POST /api/validations/{id}/check 401"] = target => target.Anonymous.CheckAsync(Unknown),
            ["POST /api/validations/{id}/check 404"] = target => target.Api.CheckAsync(Unknown),
            ["POST /api/validations/{id}/check 409"] = async target =>
                await target.Api.CheckAsync(await SettledAsync(target)),
            ["POST /api/validations/{id}/callback/redeliver 202"] = async target =>
                await target.Api.RedeliverAsync(await SettledAsync(target, target.Receiver.Open().Url)),
            ["POST /api/validations/{id}/callback/redeliver 400"] = target =>
                target.Api.SendAsync(HttpMethod.Post, "/api/validations/val_unknown/callback/redeliver?now=true"),
            ["POST /api/validations/{id}/callback/redeliver 401"] = target => target.Anonymous.RedeliverAsync(Unknown),
            ["POST /api/validations/{id}/callback/redeliver 404"] = target => target.Api.RedeliverAsync(Unknown),
            ["POST /api/validations/{id}/callback/redeliver 409"] = async target =>
                await target.Api.RedeliverAsync(await PendingAsync(target)),
            ["POST /api/juspay/notifications 200"] = target => NotifyAsync(target.Anonymous, "{}"),
            ["POST /api/juspay/notifications 400"] = target => NotifyAsync(target.Anonymous, "no JSON"),
            ["POST /api/juspay/notifications 401"] = target =>
                target.Anonymous.SendAsync(HttpMethod.Post, Notifications, Json("{}")),
            ["POST /api/juspay/notifications 404"] = async target =>
                await NotifyAsync(await target.CautiousAsync(), "{}"),
            ["POST /api/juspay/notifications 413"] = target => NotifyAsync(target.Anonymous, new string(' ', TooLong)),
            ["GET /health/live 200"] = target => target.Anonymous.GetAsync("/health/live"),
            ["GET /health/ready 200"] = target => target.Anonymous.GetAsync("/health/ready"),
        };

    // Juspay has answered PENDING, so that nothing delays a cancellation.
    private static async Task<string> PendingAsync(ContractTarget target)
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request());
        await target.Api.DropAsync(id);
        return id;
    }

    private static async Task<string> SettledAsync(ContractTarget target, string? callbackUrl = null)
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request(callbackUrl));
        await target.Api.SettleAsync(id);
        return id;
    }

    private static async Task<Answer> StartTwiceAsync(ContractTarget target)
    {
        var account = TestAccount.Of("pending-forever");
        await target.Api.AcceptAsync(account.Request());
        return await target.Api.StartAsync(account.Request());
    }

    private static async Task<Answer> ReuseKeyAsync(ContractTarget target)
    {
        var (account, key) = (TestAccount.Of("pending-forever"), ("Idempotency-Key", TestAccount.Unique()));
        await target.Api.StartAsync(account.Request(), key);
        return await target.Api.StartAsync(account.Another("active").Request(), key);
    }

    private static async Task<Answer> ReplayPurgedAsync(ContractTarget target)
    {
        var (request, key) = (TestAccount.Of("active").Request(), ("Idempotency-Key", TestAccount.Unique()));
        var id = (await target.Api.StartAsync(request, key)).Id;
        await target.Operator.InStateAsync(id, "Completed");
        await target.Operator.DeleteAsync(Management.PathOf(id));
        return await target.Api.StartAsync(request, key);
    }

    private static Task<Answer> NotifyAsync(ApiClient client, string json)
    {
        var credentials = Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{TargetSettings.NotificationUser}:{TargetSettings.NotificationPassword}"));
        return client.SendAsync(
            HttpMethod.Post,
            Notifications,
            Json(json),
            ("Authorization", new AuthenticationHeaderValue("Basic", credentials).ToString()));
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
