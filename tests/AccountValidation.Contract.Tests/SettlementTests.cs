using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

/// <summary>Every end of a validation, and the callback of each.</summary>
public sealed class SettlementTests(ContractTarget target)
{
    [Theory]
    [InlineData("active")]
    [InlineData("pending-500ms-active")]
    [InlineData("slow-300ms-pending-300ms-active")]
    [InlineData("active.vpa")]
    public async Task Settle_Active_HasNoReason(string script)
    {
        var settled = await SettleAsync(target.Api, script);

        Assert.Equal(("ACTIVE", null), (settled.ValidationStatus, settled.Body.At("reason")));
        Assert.NotNull(settled.Body.At("account", "lastValidated"));
    }

    [Theory]
    [InlineData("failure")]
    [InlineData("pending-500ms-failure")]
    public async Task Settle_Failure_SaysThatTheAccountFailed(string script)
    {
        var settled = await SettleAsync(target.Api, script);

        ExpectReason(settled, "FAILURE", "account_failed_validation", null);
    }

    [Fact]
    public async Task Settle_UnknownAccount_IsRejectedWithoutAPenny()
    {
        var settled = await SettleAsync(target.Api, "unknown");

        ExpectReason(settled, "REJECTED", "unknown_account", "customer_account_not_found");
        Assert.Equal(0, settled.Body.Number("validateAttempts"));
    }

    [Fact]
    public async Task Settle_RequestRefused_IsRejectedWithItsErrorCode()
    {
        var settled = await SettleAsync(target.Api, "bad-request");

        ExpectReason(settled, "REJECTED", "request_refused", "invalid_request");
        Assert.Equal(1, settled.Body.Number("validateAttempts"));
    }

    [Fact]
    public async Task Settle_NoAnswerBeforeTheDeadline_Expires()
    {
        var settled = await SettleAsync(await target.HastyAsync(), "pending-forever");

        ExpectReason(settled, "EXPIRED", "no_answer", null);
        Assert.Contains("PENDING", settled.Body.Text("reason", "message"), StringComparison.Ordinal);
        Assert.True(settled.Body.Time("settledAt") >= settled.Body.Time("deadlineAt"));
    }

    [Fact]
    public async Task Settle_Cancelled_SaysSo()
    {
        var inbox = target.Receiver.Open();
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request(inbox.Url));
        await target.Api.DropAsync(id);
        await target.Api.CancelAsync(id);

        var settled = await target.Api.CallbackAsync(id, "DELIVERED");

        ExpectReason(settled, "CANCELLED", "cancelled", null);
        ExpectCallback(settled, Assert.Single(inbox.Deliveries));
    }

    [Fact]
    public async Task Settle_WithoutCallbackUrl_CallsNobody()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request());

        var settled = await target.Api.SettleAsync(id);

        Assert.Equal(("NONE", null), (settled.CallbackStatus, settled.Body.At("callback", "url")));
        Assert.Equal(0, settled.Body.Number("callback", "attempts"));
    }

    private async Task<Answer> SettleAsync(ApiClient api, string script)
    {
        var inbox = target.Receiver.Open();
        var request = TestAccount.Of(script).Request(inbox.Url);
        request["metadata"] = new JsonObject
        {
            ["applicationId"] = "A-17",
            ["empty"] = "",
            ["umlaut \u00fc"] = "\"<\u0906\u0936\u093e>\"",
        };
        var id = await api.AcceptAsync(request);

        var settled = await api.CallbackAsync(id, "DELIVERED");

        Assert.True(JsonNode.DeepEquals(request["metadata"], settled.Body["metadata"]), settled.ToString());
        ExpectCallback(settled, Assert.Single(inbox.Deliveries));
        return settled;
    }

    private static void ExpectReason(Answer settled, string status, string code, string? juspayErrorCode)
    {
        Assert.Equal(
            (status, code, juspayErrorCode),
            (
                settled.ValidationStatus,
                settled.Body.Text("reason", "code"),
                settled.Body.Text("reason", "juspayErrorCode")));
        Assert.Equal(
            ["code", "juspayErrorCode", "message"], settled.Body.Names("reason").Order(StringComparer.Ordinal));
        Assert.False(string.IsNullOrWhiteSpace(settled.Body.Text("reason", "message")));
    }

    // The callback holds the validation as GET shows it, without the two fields that still change.
    private static void ExpectCallback(Answer settled, Delivery delivery)
    {
        var data = settled.Body;
        data.Remove("timeline");
        data.Remove("callback");
        Assert.Equal("application/json", delivery.Headers["content-type"]);
        Assert.Equal(["type", "timestamp", "data"], delivery.Body.Names());
        Assert.Equal("validation." + settled.ValidationStatus!.ToLowerInvariant(), delivery.Body.Text("type"));
        Assert.Equal(settled.Body.Text("settledAt"), delivery.Body.Text("timestamp"));
        Assert.True(JsonNode.DeepEquals(data, delivery.Body["data"]), $"{data} differs from {delivery.Text}");
    }
}
