using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

public sealed class ManagementStatusTests(ContractTarget target)
{
    private const string Seconds = @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$";

    [Fact]
    public async Task Get_Running_SaysWhereAndWhenToAskAgain()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request());

        // The extension uses the two parameters that the self-host ignores.
        var query = HostUnderTest.IsAzure
            ? "?showInput=true&showHistory=false"
            : "?showInput=true&taskHub=any&connection=any";

        var answer = await target.InstanceAsync(id, "Running", query);

        Management.ExpectJson(answer, 202);
        Assert.Equal(
            new Uri(target.Operator.Address, Management.PathOf(id, query)).ToString(), answer.Header("Location"));
        Assert.Equal("5", answer.Header("Retry-After"));
        Assert.Equal(Management.Fields, answer.Body.Names());
        Assert.Equal(
            ("ValidateAccount", id, "Running"),
            (answer.Body.Text("name"), answer.Body.Text("instanceId"), answer.Body.Text("runtimeStatus")));
        Assert.Null(answer.Body.At("output"));
        Assert.Matches(Seconds, answer.Body.Text("createdTime"));
        Assert.Matches(Seconds, answer.Body.Text("lastUpdatedTime"));
    }

    [Fact]
    public async Task Get_Finished_IsOkWithTheAnswerAsOutput()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request());
        var settled = await target.Api.SettleAsync(id);

        var answer = await target.InstanceAsync(id, "Completed");

        Management.ExpectJson(answer, 200);
        Assert.Null(answer.Header("Location"));
        Assert.Null(answer.Header("Retry-After"));
        Assert.Equal("Completed", answer.Body.Text("runtimeStatus"));
        Assert.Equal(["status", "reasonCode", "juspayErrorCode", "settledAt"], answer.Body.Names("output"));
        Assert.Equal(
            ("ACTIVE", settled.Body.Text("settledAt")),
            (answer.Body.Text("output", "status"), answer.Body.Text("output", "settledAt")));
    }

    [Fact]
    public async Task Get_SettledOtherwise_IsNotAFailureOfTheInstance()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("unknown").Request());
        await target.Api.SettleAsync(id);

        var answer = await target.InstanceAsync(id, "Completed", "?returnInternalServerErrorOnFailure=true");

        Assert.Equal((200, "Completed"), (answer.Status, answer.Body.Text("runtimeStatus")));
        Assert.Equal(
            ("REJECTED", "unknown_account"),
            (answer.Body.Text("output", "status"), answer.Body.Text("output", "reasonCode")));
    }

    [Fact]
    public async Task Get_CallbackUnderWay_IsRunning()
    {
        var inbox = target.Receiver.Open(Reply.Never, 204);
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request(inbox.Url));
        await target.Api.SettleAsync(id);

        var answer = await DeliveringAsync(id);

        Assert.Equal((202, "Running"), (answer.Status, answer.Body.Text("runtimeStatus")));
        Assert.Equal(
            ("ACTIVE", "PENDING"),
            (answer.Body.Text("customStatus", "status"), answer.Body.Text("customStatus", "callback", "status")));
        Assert.Null(answer.Body.At("output"));
        Assert.Equal(200, (await target.Operator.InStateAsync(id, "Completed")).Status);
    }

    [Fact]
    public async Task Get_Input_NamesTheAccountAndNothingMore()
    {
        var (account, inbox) = (TestAccount.Of("active"), target.Receiver.Open());
        var request = account.Request(inbox.Url);
        request["gateway"] = "YES_BIZ";
        request["amount"] = "2.50";
        request["metadata"] = new JsonObject { ["name"] = "Asha-of-the-metadata" };
        var details = await target.Juspay.DetailsAsync(account);
        var id = await target.Api.AcceptAsync(request);
        await target.Operator.InStateAsync(id, "Completed");

        var answer = await target.Operator.InstanceAsync(id, "?showHistory=true&showHistoryOutput=true");

        var expected = new JsonObject
        {
            ["validationId"] = id,
            ["customerId"] = account.CustomerId,
            ["customerAccountId"] = account.AccountId,
            ["gateway"] = "YES_BIZ",
            ["amount"] = "2.5",
        };
        var input = answer.Body.At("input")!.AsObject();
        Assert.Equal(HostUnderTest.IsAzure, input.Remove("engine"));
        Assert.Equal(expected.ToJsonString(), input.ToJsonString());
        Assert.Equal(
            [
                "status",
                "reasonCode",
                "nextCheckAt",
                "waitingFor",
                "deadlineAt",
                "checks",
                "validateAttempts",
                "callback",
            ],
            answer.Body.Names("customStatus"));
        string?[] personal =
        [
            "Asha-of-the-metadata",
            inbox.Url,
            details.Text("beneficiary_name"),
            details.Text("vpa"),
            details.Text("account_number"),
        ];
        Assert.All(personal.OfType<string>(), text =>
            Assert.DoesNotContain(text, answer.Text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Get_WithoutInput_ShowsNone()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request());

        var answer = await target.InstanceAsync(id, "Completed", "?SHOWINPUT=False&showHistory=true");

        Assert.Equal([.. Management.Fields, "historyEvents"], answer.Body.Names());
        Assert.Null(answer.Body.At("input"));
        Assert.DoesNotContain("Input", answer.Text, StringComparison.Ordinal);
        Assert.NotNull((await target.Operator.InstanceAsync(id, "?showInput=perhaps")).Body.At("input"));
    }

    [Fact]
    public async Task Get_WithHistory_TellsWhatHappened()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request(target.Receiver.Open().Url));
        await target.Operator.InStateAsync(id, "Completed");

        var events = (await target.Operator.InstanceAsync(id, "?showHistory=true&showHistoryOutput=true")).Body.Items(
            "historyEvents");

        Assert.Equal(
            [
                "EventType",
                "Input",
                "Correlation",
                "ParentTraceContext",
                "ScheduledStartTime",
                "Generation",
                "GenerateNewTrace",
                "Timestamp",
                "FunctionName",
            ],
            events[0].Names());
        Assert.Equal(
            ("ExecutionStarted", "ValidateAccount"), (events[0].Text("EventType"), events[0].Text("FunctionName")));
        Assert.Contains(id, events[0].Text("Input"), StringComparison.Ordinal);
        var tasks = events.Where(written => written.Text("EventType") == "TaskCompleted").ToList();
        Assert.True(
            tasks.Count >= (HostUnderTest.IsAzure ? 1 : 3),
            "A check, a penny drop and a callback are tasks; on Azure the last turn shows the last of them.");
        Assert.All(tasks, task =>
            Assert.Equal(["EventType", "Result", "Timestamp", "ScheduledTime", "FunctionName", "Input"], task.Names()));
        Assert.Equal(["EventType", "OrchestrationStatus", "Result", "FailureDetails", "Timestamp"], events[^1].Names());
        Assert.Equal(
            ("ExecutionCompleted", "Completed"),
            (events[^1].Text("EventType"), events[^1].Text("OrchestrationStatus")));
        Assert.Equal("ACTIVE", events[^1].Text("Result", "status"));
    }

    [Fact]
    public async Task Get_WithHistoryWithoutOutput_ShowsNoResult()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request());
        await target.Operator.InStateAsync(id, "Completed");

        var answer = await target.Operator.InstanceAsync(id, "?showHistory=true");

        Assert.NotEmpty(answer.Body.Items("historyEvents"));
        Assert.DoesNotContain("\"Result\"", answer.Text, StringComparison.Ordinal);
    }

    // At once on the self-host; on Azure with the turn in which the delivery begins.
    private Task<Answer> DeliveringAsync(string id) =>
        HostUnderTest.IsAzure
            ? Eventually.GetAsync(
                () => target.Operator.InstanceAsync(id),
                answer => answer.Body.At("customStatus")?.Text("status") == "ACTIVE",
                "the settlement is shown")
            : target.Operator.InstanceAsync(id);

    [Fact]
    public async Task Get_AnotherHubOrConnection_IsNotThisInstance()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request());
        await target.Operator.InStateAsync(id, "Completed");

        var (hub, connection) = (
            await target.Operator.InstanceAsync(id, "?taskHub=any"),
            await target.Operator.InstanceAsync(id, "?connection=any"));

        // The extension uses these parameters. The self-host has a single hub, and ignores them.
        Assert.Equal(HostUnderTest.IsAzure ? (404, 500) : (200, 200), (hub.Status, connection.Status));
    }

    [Fact]
    public async Task Get_Unknown_IsNotFoundWithoutABody() =>
        Management.ExpectEmpty(await target.Operator.InstanceAsync("val_unknown"), 404);
}
