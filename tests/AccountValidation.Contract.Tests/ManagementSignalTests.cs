namespace AccountValidation.Contract.Tests;

public sealed class ManagementSignalTests(ContractTarget target)
{
    [Fact]
    public async Task Suspend_Pending_HoldsItUntilItIsResumed()
    {
        var account = TestAccount.Of("pending-forever");
        var id = await target.Api.AcceptAsync(account.Request());
        await target.Api.DropAsync(id);

        var suspended = await target.Operator.SuspendAsync(id, "?reason=pause");
        Assert.Equal(
            (202, "5", "pause"), (suspended.Status, suspended.Header("Retry-After"), suspended.Body.Text("output")));
        await target.Juspay.SettleAsync(account, "ACTIVE");
        var checks = (await target.Api.FindAsync(id)).Body.Number("checks");

        // Another validation is checked until it settles; the suspended validation is not checked meanwhile.
        var other = await target.Api.AcceptAsync(account.Another("pending-500ms-active").Request());
        await target.Api.SettleAsync(other);
        var held = await target.Api.FindAsync(id);
        Assert.Equal("PENDING", held.ValidationStatus);
        Assert.Null(held.Body.At("nextCheckAt"));
        Assert.InRange(held.Body.Number("checks"), checks, checks + 1); // A check may have been running.

        Management.ExpectEmpty(await target.Operator.PostAsync(Management.PathOf(id, "/resume?reason=go")), 202);
        Assert.Equal("ACTIVE", (await target.Api.SettleAsync(id)).ValidationStatus);
        Assert.Equal("Completed", (await target.Operator.InStateAsync(id, "Completed")).Body.Text("runtimeStatus"));
    }

    [Fact]
    public async Task Resume_Suspended_ShowsItsReasonWhileItRuns()
    {
        // Between two checks: on Azure a step that ends during the suspension keeps the first reason.
        var api = await target.CautiousAsync();
        using var operators = api.With(target.ManagementKey);
        var id = await api.AcceptAsync(TestAccount.Of("pending-forever").Request());
        await api.DropAsync(id);
        await operators.SuspendAsync(id, "?reason=pause");

        await operators.PostAsync(Management.PathOf(id, "/resume?reason=go"));

        Assert.Equal("go", (await operators.InStateAsync(id, "Running")).Body.Text("output"));
    }

    [Fact]
    public async Task SuspendAndResume_OfWhatIsSoAlready_ChangeNothing()
    {
        var expected = HostUnderTest.IsAzure ? 500 : 202; // The extension treats this as a fault.
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request());
        await target.InstanceAsync(id, "Running");

        Assert.Equal(expected, (await target.Operator.PostAsync(Management.PathOf(id, "/resume"))).Status);
        Assert.Equal("Running", (await target.Operator.InstanceAsync(id)).Body.Text("runtimeStatus"));

        await target.Operator.SuspendAsync(id);
        Assert.Equal(expected, (await target.Operator.PostAsync(Management.PathOf(id, "/suspend"))).Status);
        Assert.Equal("Suspended", (await target.Operator.InstanceAsync(id)).Body.Text("runtimeStatus"));
    }

    [Fact]
    public async Task Terminate_Pending_CancelsAndCallsBack()
    {
        var inbox = target.Receiver.Open();
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request(inbox.Url));
        await target.Api.DropAsync(id);

        Management.ExpectEmpty(
            await target.Operator.PostAsync(Management.PathOf(id, "/terminate?reason=cancelled%20by%20user")), 202);

        var terminated = await target.Operator.InStateAsync(id, "Terminated");
        Assert.Equal((200, "cancelled by user"), (terminated.Status, terminated.Body.Text("output")));
        if (HostUnderTest.IsAzure)
        {
            // The instance ends at once, without the rules of cancellation: the sweep starts another instance that
            // cancels.
            Assert.Equal("PENDING", (await target.Api.FindAsync(id)).ValidationStatus);
            await target.Api.SettleAsync(id);
            Assert.Equal(
                "CANCELLED",
                (await target.Operator.InStateAsync(id + "-after-2", "Completed")).Body.Text("output", "status"));
            Assert.Equal("Terminated", (await target.Operator.InstanceAsync(id)).Body.Text("runtimeStatus"));
        }

        Assert.Equal("CANCELLED", (await target.Api.FindAsync(id)).ValidationStatus);
        Assert.Equal("validation.cancelled", Assert.Single(await inbox.WaitForAsync(1)).Body.Text("type"));
    }

    [Fact]
    public async Task Terminate_DuringAPennyDrop_TakesEffectAtOnceAndTheAccountKeepsTheDrop()
    {
        var account = TestAccount.Of("slow-1500ms-pending-600s-active");
        var id = await target.Api.AcceptAsync(account.Request());
        await target.Juspay.PostedAsync(account);

        Management.ExpectEmpty(await target.Operator.PostAsync(Management.PathOf(id, "/terminate?reason=now")), 202);

        Assert.Equal("now", (await target.Operator.InStateAsync(id, "Terminated")).Body.Text("output"));
        if (HostUnderTest.IsAzure)
        {
            // The account stays locked until a sweep has cancelled.
            Assert.Equal(409, (await target.Api.StartAsync(account.Request())).Status);
            Assert.Equal("CANCELLED", (await target.Api.SettleAsync(id)).ValidationStatus);
        }

        var second = await target.Api.AcceptAsync(account.Request());
        await target.Api.WaitForAsync(second, found => found.Body.Number("checks") > 1, "it follows the penny drop");
        Assert.Single(await target.Juspay.DropsAsync(account));
    }

    [Fact]
    public async Task Terminate_Suspended_EndsItNevertheless()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request());
        Assert.Null((await target.Operator.SuspendAsync(id)).Body.At("output"));

        await target.Operator.PostAsync(Management.PathOf(id, "/terminate"));

        Assert.Null((await target.Operator.InStateAsync(id, "Terminated")).Body.At("output"));
    }

    [Theory]
    [InlineData("/terminate?reason=again")]
    [InlineData("/suspend")]
    [InlineData("/resume")]
    [InlineData("/raiseEvent/Check")]
    public async Task Any_Finished_IsGone(string operation)
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request());
        await target.Operator.InStateAsync(id, "Completed");

        Management.ExpectEmpty(await target.Operator.PostAsync(Management.PathOf(id, operation)), 410);
    }

    [Theory]
    [InlineData("/terminate?reason=x")]
    [InlineData("/suspend")]
    [InlineData("/resume")]
    [InlineData("/raiseEvent/Check")]
    public async Task Any_Unknown_IsNotFound(string operation) =>
        Management.ExpectEmpty(await target.Operator.PostAsync(Management.PathOf("val_unknown", operation)), 404);

    [Theory]
    [InlineData("Check")]
    [InlineData("check")]
    public async Task EventCheck_Waiting_BringsTheNextCheckForward(string name)
    {
        var api = await target.CautiousAsync();
        using var operators = api.With(target.ManagementKey);
        var account = TestAccount.Of("pending-forever");
        var id = await api.AcceptAsync(account.Request());
        await api.DropAsync(id);
        await target.Juspay.SettleAsync(account, "ACTIVE");

        Management.ExpectEmpty(await operators.RaiseAsync(id, name, """{ "any": "thing" }"""), 202);

        Assert.Equal("ACTIVE", (await api.SettleAsync(id)).ValidationStatus);
    }

    [Fact]
    public async Task EventCancel_Pending_CancelsAndIsNoTerminate()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request());

        Management.ExpectEmpty(await target.Operator.RaiseAsync(id, "Cancel"), 202);

        Assert.Equal("CANCELLED", (await target.Operator.InStateAsync(id, "Completed")).Body.Text("output", "status"));
    }

    [Fact]
    public async Task Event_NobodyWaitsForIt_ChangesNothing()
    {
        var api = await target.CautiousAsync();
        using var operators = api.With(target.ManagementKey);
        var id = await api.AcceptAsync(TestAccount.Of("pending-forever").Request());
        var before = await api.DropAsync(id);

        Management.ExpectEmpty(await operators.RaiseAsync(id, "Go", "\"now\""), 202);

        Assert.Equal(before.Text, (await api.FindAsync(id)).Text);
    }

    [Fact]
    public async Task Event_NotJson_IsRefusedInTheWordsOfTheExtension()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request());

        var form = await target.Operator.RaiseAsync(id, "Check", "a=b", "application/x-www-form-urlencoded");
        var broken = await target.Operator.RaiseAsync(id, "Check", "{ \"a\": ");

        Management.ExpectJson(form, 400);
        Assert.Equal("""{"Message":"Only application/json request content is supported"}""", form.Text);
        Management.ExpectJson(broken, 400);
        Assert.Equal("Invalid JSON content", broken.Body.Text("Message"));
    }
}
