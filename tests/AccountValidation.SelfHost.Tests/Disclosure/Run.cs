using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Disclosure;

/// <summary>
/// A run of the program with every kind of event: answers, faults, refusals, operators and notifications.
/// </summary>
internal sealed class Run(Uri address, Caller caller, TalkativeReceiver receiver)
{
    private const string Validations = "api/validations";
    private const string Instances = "runtime/webhooks/durabletask/instances";
    private const string Notifications = "api/juspay/notifications";

    private readonly List<string> _ids = [];

    /// <summary>Returns settings of the program, named as environment variables.</summary>
    public static Dictionary<string, string> Settings(Uri juspay, string databasePath) => new()
    {
        ["Juspay__BaseUrl"] = juspay.ToString(),
        ["Juspay__ApiKey"] = Seed.JuspayKey.Value,
        ["Juspay__Timeout"] = "00:00:01",
        ["Juspay__NotificationUser"] = "juspay",
        ["Juspay__NotificationPassword"] = Seed.NotificationPassword.Value,
        ["Submission__ConfirmAfter"] = "00:00:00.300",
        ["Recheck__FirstDelay"] = "00:00:00.200",
        ["Recheck__MaxDelay"] = "00:00:00.500",
        ["Callbacks__AllowHttp"] = "true",
        ["Callbacks__AllowPrivateNetworks"] = "true",
        ["Callbacks__Timeout"] = "00:00:01",
        ["Callbacks__Schedule__0"] = "00:00:00",
        ["Callbacks__Schedule__1"] = "00:00:00.200",
        ["Callbacks__Secrets__0"] = $"whsec_{Seed.SigningSecret.Value}",
        ["Api__Keys__tests"] = Seed.CallersKey.Value,
        ["Api__Keys__tests__1"] = Seed.OtherKey.Value,
        ["Api__OperatorKeys__ops"] = Seed.OperatorsKey.Value,
        ["SelfHost__DatabasePath"] = databasePath,
        ["SelfHost__RetainSettled"] = "10:00:00",
    };

    public async Task EverythingAsync()
    {
        await RefusalsAsync();
        foreach (var (behaviour, n) in TalkativeJuspay.Behaviours.Select((behaviour, n) => (behaviour, n)))
        {
            await StartAsync($"{behaviour}.1", TalkativeReceiver.Behaviours[n % TalkativeReceiver.Behaviours.Count]);
        }

        foreach (var behaviour in TalkativeReceiver.Behaviours)
        {
            await StartAsync($"active.{behaviour}", behaviour);
        }

        await WithNotificationsAsync();
        await WithOperatorsAsync();
        await Eventually.TrueAsync(AllAreFinishedAsync, "everything is finished");
        await ReadEverythingAsync();
    }

    private async Task RefusalsAsync()
    {
        await caller.SendAsync(HttpMethod.Get, Validations + "?pageSize=1", key: null);
        await caller.GetAsync(Validations + "?pageSize=1", Seed.WrongKey);
        foreach (var key in new[] { Seed.WrongKey, Seed.CallersKey, Seed.OtherKey, Seed.OperatorsKey })
        {
            await caller.SendAsync(
                HttpMethod.Get,
                $"{Validations}?pageSize=1&code={Uri.EscapeDataString(key.Value)}",
                key: null);
            await caller.SendAsync(
                HttpMethod.Get,
                $"{Instances}?top=1&code={Uri.EscapeDataString(key.Value)}",
                key: null);
            await caller.SendAsync(
                HttpMethod.Get,
                $"{Validations}/val_unknown?code={Uri.EscapeDataString(key.Value)}",
                key: null);
            await caller.SendAsync(HttpMethod.Get, $"nowhere?code={Uri.EscapeDataString(key.Value)}", key: null);
        }

        string[] bodies =
        [
            $$"""
            { "customerId": "{{Seed.AccountNumber.Value}}/{{Seed.Vpa.Value}}@yesg", "customerAccountId": "a b",
              "callbackUrl": "https://user:{{Seed.WrongKey.Value}}@onboarding.example/{{Seed.CallbackToken.Value}}" }
            """,
            $$"""
            { "customerId": "x", "customerAccountId": "y", "accountNumber": "{{Seed.AccountNumber.Value}}",
              "beneficiaryName": {{JsonSerializer.Serialize(Seed.Beneficiary.Value)}} }
            """,
            $$"""
            { "customerId": "x", "customerAccountId": "y", "amount": "{{Seed.AccountNumber.Value}}",
              "metadata": "{{Seed.Vpa.Value}}" }
            """,
            $$"""
            { "customerId": "x", "customerAccountId": "y",
              "callbackUrl": "ftp://onboarding.example/{{Seed.CallbackToken.Value}}",
              "metadata": { "a": [{{Seed.AccountNumber.Value}}] } }
            """,
            $$"""{ "customerId": "{{Seed.AccountNumber.Value}} """,
            Seed.AccountNumber.Value,
        ];
        foreach (var body in bodies)
        {
            await caller.PostAsync(
                Validations, body, headers: ("Idempotency-Key", Seed.IdempotencyKey.Value + new string('x', 300)));
            await caller.PostAsync(Validations, body, Seed.WrongKey);
        }

        foreach (
            var line in new[]
            {
                $"x-functions-key: {Seed.CallersKey.Value}\0",
                $"x-functions-key {Seed.OperatorsKey.Value}",
                $"Content-Length: {Seed.CallersKey.Value}",
            })
        {
            await RawHttp.SendAsync(address, "GET", $"/{Validations}?code={Seed.OtherKey.Value}", line);
            await RawHttp.SendAsync(address, "GET", $"/{Validations}?code={Seed.OtherKey.Value}{line}", "Accept: */*");
        }

        await caller.GetAsync($"{Validations}/val_%0D%0AFORGED%20line");
        await caller.PostAsync(
            $"{Instances}/val_%0AFORGED%20line/raiseEvent/%0AFORGED%20line",
            "null",
            Seed.OperatorsKey);
        await caller.GetAsync(
            $"{Validations}?status={Seed.AccountNumber.Value}&continuationToken={Seed.Vpa.Value}"
                + $"&createdFrom={Seed.Vpa.Value}&pageSize={Seed.AccountNumber.Value}");
    }

    private async Task StartAsync(string account, string behaviour)
    {
        var json = new JsonObject
        {
            ["customerId"] = Seed.CustomerId.Value,
            ["customerAccountId"] = account,
            ["callbackUrl"] = receiver.UrlOf(behaviour),
            ["metadata"] = new JsonObject { ["note"] = Seed.Metadata.Value, ["two\nlines"] = "first\nFORGED line" },
        };
        (string, string)[] key =
        [
            ("Idempotency-Key", $"{Seed.IdempotencyKey.Value}-{account}"),
            ("Prefer", account == "active.1" ? "wait=2" : "wait=0"),
        ];
        var started = await caller.PostAsync(Validations, json.ToJsonString(), headers: key);
        var id = started?["id"]?.GetValue<string>();
        Assert.True(id is not null, $"{account} was not accepted");
        _ids.Add(id);
        await caller.PostAsync(Validations, json.ToJsonString(), Seed.OtherKey, key);
        json["amount"] = 2;
        await caller.PostAsync(Validations, json.ToJsonString(), headers: key); // answers 422
        await caller.PostAsync(Validations, json.ToJsonString()); // answers 409 while the validation is unsettled
    }

    private async Task WithNotificationsAsync()
    {
        var json = JsonSerializer.Serialize(
            new
            {
                event_name = Seed.Beneficiary.Value,
                content = new
                {
                    id = "forever.1",
                    account_number = Seed.AccountNumber.Value,
                    vpa = Seed.Vpa.Value,
                },
            });
        foreach (var password in new[] { Seed.NotificationPassword, Seed.WrongPassword })
        {
            var basic = (
                "Authorization",
                "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"juspay:{password.Value}")));
            await caller.SendAsync(HttpMethod.Post, Notifications, key: null, json, basic);
            await caller.SendAsync(HttpMethod.Post, Notifications, key: null, json[..^5], basic);
        }

        await caller.SendAsync(HttpMethod.Post, Notifications, Seed.CallersKey, json);
    }

    private async Task WithOperatorsAsync()
    {
        var running = $"{Instances}/{_ids[TalkativeJuspay.Behaviours.Count - 1]}";
        var reason = Uri.EscapeDataString($"{Seed.OperatorsReason.Value}\r\nFORGED line");
        await caller.PostAsync($"{running}/suspend?reason={reason}", key: Seed.OperatorsKey);
        await caller.GetAsync($"{running}?showHistory=true&showHistoryOutput=true", Seed.OperatorsKey);
        await caller.SendAsync(
            HttpMethod.Get,
            $"{running}?showHistory=true&code={Uri.EscapeDataString(Seed.OperatorsKey.Value)}",
            key: null); // The response's Location is this address.
        await caller.PostAsync($"{running}/resume?reason={reason}", key: Seed.OperatorsKey);
        await caller.PostAsync(
            $"{running}/raiseEvent/Check",
            JsonSerializer.Serialize(Seed.AccountNumber.Value),
            Seed.OperatorsKey);
        await caller.PostAsync($"{running}/raiseEvent/Unknown", "{ broken" + Seed.Vpa.Value, Seed.OperatorsKey);
        await caller.PostAsync($"{Validations}/{_ids[^1]}/check");
        await caller.PostAsync($"{running}/terminate?reason={reason}", key: Seed.OperatorsKey);
    }

    private async Task<bool> AllAreFinishedAsync()
    {
        var list = await caller.GetAsync($"{Instances}?top=100", Seed.OperatorsKey);
        return list!
            .AsArray()
            .All(instance => instance!["runtimeStatus"]!.GetValue<string>() is "Completed" or "Terminated");
    }

    private async Task ReadEverythingAsync()
    {
        await caller.GetAsync($"{Validations}?customerId={Seed.CustomerId.Value}&pageSize=100");
        foreach (var id in _ids)
        {
            await caller.GetAsync($"{Validations}/{id}");
            await caller.GetAsync($"{Instances}/{id}?showHistory=true&showHistoryOutput=true", Seed.OperatorsKey);
            await caller.PostAsync($"{Validations}/{id}/cancel");
            await caller.PostAsync($"{Validations}/{id}/callback/redeliver");
        }

        await caller.SendAsync(HttpMethod.Delete, $"{Instances}?createdTimeFrom={Seed.Vpa.Value}", Seed.OperatorsKey);
        await caller.GetAsync("health/live");
        await caller.GetAsync("health/ready");
        await caller.GetAsync("openapi/v1.json");
    }
}
