namespace AccountValidation.Contract.Tests;

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

        // The key outlives what it started, so that a late repetition does not pay again.
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
    public async Task Purge_Unknown_IsNotFound() => Management.ExpectEmpty(await target.Operator.DeleteAsync(Management.PathOf("val_unknown")), 404);

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
    public async Task PurgeMany_NothingFound_IsNotFound() =>
        Management.ExpectEmpty(await target.Operator.DeleteAsync(Management.Instances + "?createdTimeFrom=2001-01-01T00:00:00Z&createdTimeTo=2001-01-02T00:00:00Z"), 404);
}
