namespace AccountValidation.Contract.Tests;

/// <summary>Runs alone, because a purge of many instances also takes the finished instances of other tests.</summary>
[Collection(typeof(Alone))]
public sealed class ManagementPurgeTests(ContractTarget target)
{
    [Fact]
    public async Task Purge_Finished_ForgetsIt()
    {
        var account = TestAccount.Of("active");
        var key = ("Idempotency-Key", TestAccount.Unique());
        var id = (await target.Api.StartAsync(account.Request(), key)).Id;
        await target.Operator.InStateAsync(id, "Completed");

        var answer = await target.Operator.DeleteAsync(Management.PathOf(id));

        Management.ExpectJson(answer, 200);
        Assert.Equal("""{"instancesDeleted":1}""", answer.Text);
        Management.ExpectEmpty(await target.Operator.InstanceAsync(id), 404);
        Problem.Expect(await target.Api.FindAsync(id), 404, "validation-not-found");

        // The key survives its validation, so that a late repetition does not pay again.
        Problem.Expect(await target.Api.StartAsync(account.Request(), key), 410, "validation-purged");
        Assert.Single(await target.Juspay.DropsAsync(account));
    }

    [Fact]
    public async Task Purge_UnderWay_IsRefusedAndItStays()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request());
        await target.Api.DropAsync(id);

        var answer = await target.Operator.DeleteAsync(Management.PathOf(id));

        Management.ExpectJson(answer, HostUnderTest.IsAzure ? 412 : 409);
        Assert.Equal("Running", (await target.Operator.InstanceAsync(id)).Body.Text("runtimeStatus"));
        Assert.Equal("PENDING", (await target.Api.FindAsync(id)).ValidationStatus);
    }

    [Fact]
    public async Task Purge_Unknown_IsNotFound() =>
        Management.ExpectEmpty(await target.Operator.DeleteAsync(Management.PathOf("val_unknown")), 404);

    [Theory]
    [InlineData("")]
    [InlineData("?createdTimeFrom=")]
    [InlineData("?createdTimeFrom=soon")]
    [InlineData("?createdTimeTo=2026-01-01&runtimeStatus=Completed")]
    public async Task PurgeMany_WithoutItsBeginning_IsRefusedInTheWordsOfTheExtension(string query)
    {
        var answer = await target.Operator.DeleteAsync(Management.Instances + query);

        Management.ExpectJson(answer, 400);
        Assert.Equal("\"Please provide value for 'createdTimeFrom' parameter.\"", answer.Text);
    }

    [Fact]
    public async Task PurgeMany_UnderWay_LosesNoValidation()
    {
        var api = await target.CautiousAsync(); // Its long waits leave no turn about to end.
        using var operators = api.With(target.ManagementKey);
        var id = await api.AcceptAsync(TestAccount.Of("pending-forever").Request());
        await api.DropAsync(id);
        var created = (await operators.InStateAsync(id, "Running")).Body.Time("createdTime");

        var answer = await operators.DeleteAsync(
            $"{Management.Instances}?createdTimeFrom={created:yyyy-MM-ddTHH:mm:ssZ}"
                + $"&createdTimeTo={created.AddSeconds(1):yyyy-MM-ddTHH:mm:ssZ}");

        if (!HostUnderTest.IsAzure)
        {
            Assert.Equal("Running", (await operators.InstanceAsync(id)).Body.Text("runtimeStatus"));
            Assert.Equal("PENDING", (await api.FindAsync(id)).ValidationStatus);
            return;
        }

        // Without a requested state the extension deletes running instances, too. The sweep then cancels the
        // validation.
        Assert.Equal(200, answer.Status);
        await api.WaitForAsync(
            id,
            found => found.Text.Contains("cancel-requested", StringComparison.Ordinal),
            "the sweep cancels");
        await api.CheckAsync(id); // Without this request the host would check in an hour.
        Assert.Equal("CANCELLED", (await api.SettleAsync(id)).ValidationStatus);
    }

    [Fact]
    public async Task PurgeMany_NothingFound_IsNotFound()
    {
        var answer = await target.Operator.DeleteAsync(
            Management.Instances + "?createdTimeFrom=2001-01-01T00:00:00Z&createdTimeTo=2001-01-02T00:00:00Z");

        Assert.Equal(404, answer.Status);
        Assert.Equal(
            HostUnderTest.IsAzure ? "" : """{"Message":"No instance that may be purged fits the filters."}""",
            answer.Text);
    }

    // Without this filter the purge would delete everything.
    [Theory]
    [InlineData(
        "runtimeStatuss=Terminated",
        "'runtimeStatuss' is no query parameter of this route. Did you mean 'runtimeStatus'? Nothing was done.")]
    [InlineData(
        "status=Terminated&created_time_to=2001-01-02",
        "'created_time_to' is no query parameter of this route. Did you mean 'createdTimeTo'?")]
    [InlineData(
        "instanceIdPrefix=val_",
        "'instanceIdPrefix' is no query parameter of this route; it takes createdTimeFrom, createdTimeTo, "
        + "runtimeStatus, dryRun")]
    [InlineData(
        "runtimeStatus=Completed,Terminatd",
        "The value of 'runtimeStatus' cannot be read. Nothing was purged.")]
    [InlineData("dryRun=yes", "The value of 'dryRun' cannot be read. Nothing was purged.")]
    public async Task PurgeMany_FilterIsMisspelt_IsRefusedAndNothingIsPurged(string filter, string message)
    {
        Assert.SkipWhen(HostUnderTest.IsAzure, "The extension ignores what it does not know.");
        var id = await FinishedAsync();

        var answer = await target.Operator.DeleteAsync($"{Management.Instances}?createdTimeFrom=2001-01-01&{filter}");

        Management.ExpectJson(answer, 400);
        Assert.Contains(message, answer.Body.Text("Message"), StringComparison.Ordinal);
        Assert.Equal(200, (await target.Operator.InstanceAsync(id)).Status);
    }

    [Fact]
    public async Task Purge_DryRun_TellsWhatItWouldDeleteAndDeletesNothing()
    {
        Assert.SkipWhen(HostUnderTest.IsAzure, "The extension has no dry run.");
        var id = await FinishedAsync();
        var created = (await target.Operator.InstanceAsync(id)).Body.Time("createdTime");

        var one = await target.Operator.DeleteAsync(Management.PathOf(id, "?dryRun=true"));
        var many = await target.Operator.DeleteAsync(
            $"{Management.Instances}?createdTimeFrom={created:yyyy-MM-ddTHH:mm:ssZ}&runtimeStatus=Completed&dryRun=true"
        );
        var unknown = await target.Operator.DeleteAsync(Management.PathOf("val_unknown", "?dryRun=true"));

        Assert.Equal("""{"instancesDeleted":0,"instancesToDelete":1}""", one.Text);
        Assert.Equal(0, many.Body.Number("instancesDeleted"));
        Assert.InRange(many.Body.Number("instancesToDelete"), 1, int.MaxValue);
        Assert.Equal(404, unknown.Status);
        Assert.Equal(200, (await target.Operator.InstanceAsync(id)).Status);
        Assert.Equal(
            """{"instancesDeleted":1}""",
            (await target.Operator.DeleteAsync(Management.PathOf(id, "?dryRun=false&taskHub=any&connection=any"))).Text
        );
    }

    private async Task<string> FinishedAsync()
    {
        var id = (await target.Api.StartAsync(TestAccount.Of("active").Request())).Id;
        await target.Operator.InStateAsync(id, "Completed");
        return id;
    }
}
