using System.Globalization;
using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

public sealed class ManagementListTests(ContractTarget target)
{
    private const string Token = "x-ms-continuation-token";

    [Fact]
    public async Task List_ByPrefix_HoldsWhatBeginsSo()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request());
        await target.InstanceAsync(id, "Running");

        var list = await target.Operator.GetAsync($"{Management.Instances}?instanceIdPrefix={id[..^2]}");

        var instance = Assert.Single(Management.ItemsOf(list));
        Assert.Equal(Management.Fields, instance.Names());
        Assert.Equal((id, "Running"), (instance.Text("instanceId"), instance.Text("runtimeStatus")));
        Assert.NotNull(instance.At("input"));
        Assert.Null(list.Header(Token));
    }

    [Fact]
    public async Task List_NothingFound_IsEmpty()
    {
        var list = await target.Operator.GetAsync(Management.Instances + "?instanceIdPrefix=nobody_");

        Assert.Equal((200, "[]", null), (list.Status, list.Text, list.Header(Token)));
    }

    [Fact]
    public async Task List_WithoutInput_ShowsNone()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request());

        var instance = Assert.Single(
            Management.ItemsOf(
                await target.Operator.GetAsync($"{Management.Instances}?instanceIdPrefix={id}&showInput=false")));

        Assert.Null(instance.At("input"));
    }

    [Fact]
    public async Task List_ByState_HoldsThoseStatesOnly()
    {
        var running = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request());
        var completed = await target.Api.AcceptAsync(TestAccount.Of("active").Request());
        var terminated = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request());
        await target.Operator.PostAsync(Management.PathOf(terminated, "/terminate?reason=test"));
        await target.Operator.InStateAsync(completed, "Completed");
        await target.Operator.InStateAsync(terminated, "Terminated");

        Assert.Equal("running", await ListedAsync("Running"));
        Assert.Equal("completed", await ListedAsync("Completed"));
        Assert.Equal("terminated", await ListedAsync("Terminated"));
        Assert.Equal("completed terminated", await ListedAsync("Completed,Terminated"));
        Assert.Equal("running completed", await ListedAsync("Running&runtimeStatus=Completed"));
        Assert.Equal("", await ListedAsync("Failed"));
        Assert.Equal("running", await ListedAsync("NoSuchState,Running"));
        Assert.Equal("running completed terminated", await ListedAsync("NoSuchState"));

        async Task<string> ListedAsync(string states)
        {
            var listed = new List<string>();
            foreach (
                var (name, id) in new[] { ("running", running), ("completed", completed), ("terminated", terminated) })
            {
                var list = Management.ItemsOf(
                    await target.Operator.GetAsync(
                        $"{Management.Instances}?instanceIdPrefix={id}&runtimeStatus={states}"));
                listed.AddRange(list.Select(_ => name));
            }

            return string.Join(' ', listed);
        }
    }

    [Fact]
    public async Task List_ByTime_HoldsWhatWasCreatedThen()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request());
        var (created, last) = await CreatedAsync(id);

        Assert.True(await IsListedAsync($"createdTimeFrom={Shown(created)}&createdTimeTo={Shown(last)}"));
        Assert.False(await IsListedAsync($"createdTimeFrom={Shown(last.AddMilliseconds(1))}"));
        Assert.False(await IsListedAsync($"createdTimeTo={Shown(created.AddMilliseconds(-1))}"));
        Assert.True(await IsListedAsync("createdTimeFrom=yesterday&createdTimeTo="));

        async Task<bool> IsListedAsync(string range) =>
            Management
                .ItemsOf(await target.Operator.GetAsync($"{Management.Instances}?instanceIdPrefix={id}&{range}"))
                .Count == 1;
    }

    // The validation's time. On Azure only the instance tells the time of its last turn, in whole seconds.
    private async Task<(DateTimeOffset First, DateTimeOffset Last)> CreatedAsync(string id)
    {
        if (!HostUnderTest.IsAzure)
        {
            var exact = (await target.Api.FindAsync(id)).Body.Time("createdAt");
            return (exact, exact);
        }

        var second = (await target.Operator.InStateAsync(id, "Completed")).Body.Time("createdTime");
        return (second, second.AddSeconds(1));
    }

    [Fact]
    public async Task List_PageByPage_GivesEachOnceInTheOrderOfIds()
    {
        var started = new List<string>();
        for (var n = 0; n < 5; n++)
        {
            started.Add(await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request()));
        }

        var from = (await target.Api.FindAsync(started[0])).Body.Time("createdAt");
        var path = $"{Management.Instances}?createdTimeFrom={Shown(from)}&top=2&showInput=false";
        var (seen, token) = (new List<string>(), "");
        do
        {
            var page = await target.Operator.SendAsync(
                HttpMethod.Get, path, null, token.Length == 0 ? [] : [(Token, token)]);
            var ids = Management.ItemsOf(page).Select(instance => instance.Text("instanceId")!).ToList();
            Assert.InRange(ids.Count, 0, 2);
            seen.AddRange(ids);
            token = page.Header(Token) ?? "";
        }
        while (token.Length > 0);

        Assert.Equal(seen.Distinct().Order(StringComparer.Ordinal), seen);
        Assert.Empty(started.Except(seen));
    }

    [Fact]
    public async Task List_Suspended_IsFoundAsSuch()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request());
        await target.Operator.SuspendAsync(id, "?reason=pause");

        JsonNode instance = Assert.Single(
            Management.ItemsOf(
                await target.Operator.GetAsync($"{Management.Instances}?instanceIdPrefix={id}&runtimeStatus=Suspended"))
        );

        Assert.Equal("pause", instance.Text("output"));
    }

    private static string Shown(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
