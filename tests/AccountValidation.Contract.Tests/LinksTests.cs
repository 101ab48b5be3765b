namespace AccountValidation.Contract.Tests;

public sealed class LinksTests(ContractTarget target)
{
    private static readonly string[] Names =
    [
        "statusQueryGetUri",
        "sendEventPostUri",
        "terminatePostUri",
        "purgeHistoryDeleteUri",
        "suspendPostUri",
        "resumePostUri",
    ];

    [Fact]
    public async Task Start_Accepted_LinksToTheManagementApi()
    {
        var answer = await target.Api.StartAsync(TestAccount.Of("pending-forever").Request());

        Assert.Equal(202, answer.Status);
        Assert.Equal([.. Expected.FieldsWhileWaiting, .. Names], answer.Body.Names());
        var instance = new Uri(target.Api.Address, Management.PathOf(answer.Id)).ToString();
        Assert.Equal(
            [
                instance,
                instance + "/raiseEvent/{eventName}",
                instance + "/terminate?reason={text}",
                instance,
                instance + "/suspend?reason={text}",
                instance + "/resume?reason={text}",
            ],
            Names.Select(name => answer.Body.Text(name)));
    }

    [Fact]
    public async Task Links_Followed_LeadToTheInstance()
    {
        var body = (await target.Api.StartAsync(TestAccount.Of("pending-forever").Request())).Body;

        await target.InstanceAsync(body.Text("id")!, "Running");
        Assert.Equal(
            "Running",
            (await target.Operator.GetAsync(PathOf("statusQueryGetUri"))).Body.Text("runtimeStatus"));
        Assert.Equal(
            202,
            (
                await target.Operator.PostAsync(
                    PathOf("suspendPostUri").Replace("{text}", "pause", StringComparison.Ordinal))).Status);
        await target.Operator.SuspendAsync(body.Text("id")!);
        Assert.Equal(
            202,
            (
                await target.Operator.PostAsync(
                    PathOf("resumePostUri").Replace("{text}", "go", StringComparison.Ordinal))).Status);
        Assert.Equal(
            202,
            (
                await target.Operator.PostAsync(
                    PathOf("terminatePostUri").Replace("{text}", "stop", StringComparison.Ordinal))).Status);
        await target.Operator.InStateAsync(body.Text("id")!, "Terminated");
        Assert.Equal(200, (await target.Operator.DeleteAsync(PathOf("purgeHistoryDeleteUri"))).Status);

        string PathOf(string name) =>
            body.Text(name)![target.Operator.Address.GetLeftPart(UriPartial.Authority).Length..];
    }

    [Fact]
    public async Task Start_Replayed_LinksAsTheFirstTime()
    {
        var (request, key) = (TestAccount.Of("pending-forever").Request(), ("Idempotency-Key", TestAccount.Unique()));
        var first = await target.Api.StartAsync(request, key);

        var second = await target.Api.StartAsync(request, key);

        Assert.Equal("true", second.Header("Idempotent-Replayed"));
        Assert.Equal(Names.Select(name => first.Body.Text(name)), Names.Select(name => second.Body.Text(name)));
    }

    [Fact]
    public async Task Start_KeyAsParameter_PutsItInNoLink()
    {
        var answer = await target.Anonymous.SendAsync(
            HttpMethod.Post,
            $"{ApiClient.Validations}?code={Uri.EscapeDataString(target.Key)}",
            new StringContent(
                TestAccount.Of("pending-forever").Request().ToJsonString(),
                System.Text.Encoding.UTF8,
                "application/json"));

        Assert.Equal(202, answer.Status);
        Assert.DoesNotContain(target.Key, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("code=", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherAnswers_HoldNoLinks()
    {
        var inbox = target.Receiver.Open();
        var account = TestAccount.Of("pending-forever");
        var id = await target.Api.AcceptAsync(account.Request(inbox.Url));
        await target.Api.DropAsync(id);

        Answer[] others =
        [
            await target.Api.FindAsync(id),
            await target.Api.ListAsync($"customerId={account.CustomerId}"),
            await target.Api.CheckAsync(id),
            await target.Api.CancelAsync(id),
            await target.Api.StartAsync(account.Another("active").Request(), ("Prefer", "wait=25")),
        ];

        Assert.Equal(200, others[^1].Status);
        Assert.All(others, other => Assert.DoesNotContain("statusQueryGetUri", other.Text, StringComparison.Ordinal));
        Assert.DoesNotContain(
            "statusQueryGetUri",
            Assert.Single(await inbox.WaitForAsync(1)).Body.ToJsonString(),
            StringComparison.Ordinal);
    }
}
