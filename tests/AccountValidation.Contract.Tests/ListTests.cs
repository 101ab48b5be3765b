using System.Globalization;

namespace AccountValidation.Contract.Tests;

public sealed class ListTests(ContractTarget target)
{
    [Fact]
    public async Task List_ByCustomer_IsNewestFirstWithoutTimelines()
    {
        var customer = TestAccount.Of("active");
        var started = await StartInOrderAsync(customer, "active", "pending-forever", "failure");

        var list = await target.Api.ListAsync($"customerId={customer.CustomerId}");

        Assert.Equal(200, list.Status);
        Assert.Equal(["items", "continuationToken"], list.Body.Names());
        Assert.Equal(started.Reverse(), Ids(list));
        Assert.Null(list.Body.At("continuationToken"));
        Assert.All(list.Body.Items("items"), item =>
            Assert.Equal(
                Expected.Fields.Except(["timeline"]).Order(), item.Names().Except(["waitingFor"]).Order()));
    }

    [Fact]
    public async Task List_ByAccount_HoldsThatAccountOnly()
    {
        var customer = TestAccount.Of("active");
        var id = await target.Api.AcceptAsync(customer.Request());
        await target.Api.AcceptAsync(customer.Another("active").Request());

        Assert.Equal([id], Ids(await target.Api.ListAsync($"customerAccountId={customer.AccountId}")));
        Assert.Equal(
            [id],
            Ids(await target.Api.ListAsync($"customerId={customer.CustomerId}&customerAccountId={customer.AccountId}"))
        );
        Assert.Empty(
            Ids(await target.Api.ListAsync($"customerId=somebody-else&customerAccountId={customer.AccountId}")));
    }

    [Fact]
    public async Task List_ByStatus_HoldsThoseStatusesOnly()
    {
        var customer = TestAccount.Of("active");
        var started = await StartInOrderAsync(customer, "active", "pending-forever", "failure");
        await target.Api.SettleAsync(started[0]);
        await target.Api.SettleAsync(started[2]);

        Assert.Equal([started[0]], Ids(await target.Api.ListAsync($"customerId={customer.CustomerId}&status=ACTIVE")));
        Assert.Equal([started[1]], Ids(await target.Api.ListAsync($"customerId={customer.CustomerId}&status=PENDING")));
        Assert.Equal(
            [started[2], started[0]],
            Ids(await target.Api.ListAsync($"customerId={customer.CustomerId}&status=ACTIVE,FAILURE")));
        Assert.Empty(Ids(await target.Api.ListAsync($"customerId={customer.CustomerId}&status=EXPIRED")));
    }

    [Fact]
    public async Task List_ByTime_HoldsWhatWasCreatedThen()
    {
        var customer = TestAccount.Of("active");
        var started = await StartInOrderAsync(customer, "active", "active", "active");
        var middle = (await target.Api.FindAsync(started[1])).Body.Time("createdAt");

        Assert.Equal(
            [started[2], started[1]],
            Ids(await target.Api.ListAsync($"customerId={customer.CustomerId}&createdFrom={Shown(middle)}")));
        Assert.Equal(
            [started[1], started[0]],
            Ids(
                await target.Api.ListAsync(
                    $"customerId={customer.CustomerId}&createdTo={Shown(middle.AddMilliseconds(1))}")));
        Assert.Equal(
            [started[1]],
            Ids(
                await target.Api.ListAsync(
                    $"customerId={customer.CustomerId}&createdFrom={Shown(middle)}"
                        + $"&createdTo={Shown(middle.AddMilliseconds(1))}")));
    }

    [Fact]
    public async Task List_TimeInAnotherZone_IsTheSameInstant()
    {
        var customer = TestAccount.Of("active");
        var started = await StartInOrderAsync(customer, "active", "active");
        var second = (await target.Api.FindAsync(started[1])).Body.Time("createdAt");
        var inIndia = second
            .ToOffset(TimeSpan.FromHours(5.5))
            .ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

        var list = await target.Api.ListAsync(
            $"customerId={customer.CustomerId}&createdFrom={Uri.EscapeDataString(inIndia)}");

        Assert.Equal([started[1]], Ids(list));
    }

    [Fact]
    public async Task List_Pages_HaveNeitherGapsNorRepeatsWhileNewOnesAreAdded()
    {
        var customer = TestAccount.Of("active");
        var started = await StartInOrderAsync(customer, [.. Enumerable.Repeat("active", 7)]);
        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = await target.Api.ListAsync(
                $"customerId={customer.CustomerId}&pageSize=2{(token is null ? "" : "&continuationToken=" + token)}");
            Assert.InRange(Ids(page).Count, 1, 2);
            seen.AddRange(Ids(page));
            token = page.Body.Text("continuationToken");
            await target.Api.AcceptAsync(customer.Another("active").Request());
        }
        while (token is not null);

        Assert.Equal(started.Reverse(), seen);
    }

    [Fact]
    public async Task List_LastPageIsFull_HasNoContinuation()
    {
        var customer = TestAccount.Of("active");
        await StartInOrderAsync(customer, "active", "active");

        var list = await target.Api.ListAsync($"customerId={customer.CustomerId}&pageSize=2");

        Assert.Equal(2, Ids(list).Count);
        Assert.Null(list.Body.At("continuationToken"));
    }

    [Theory]
    [InlineData("status=DONE", "status")]
    [InlineData("status=ACTIVE,DONE", "status")]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("pageSize=-1", "pageSize")]
    [InlineData("pageSize=100000", "pageSize")]
    [InlineData("pageSize=many", "pageSize")]
    [InlineData("createdFrom=yesterday", "createdFrom")]
    [InlineData("createdTo=2026-13-45", "createdTo")]
    [InlineData("continuationToken=!!", "continuationToken")]
    [InlineData("continuationToken=AAAA", "continuationToken")]
    [InlineData("customerId=a%2Fb", "customerId")]
    [InlineData("customerId=", "customerId")]
    [InlineData("customerAccountId=%00", "customerAccountId")]
    [InlineData(
        "status=DONE&pageSize=0&createdFrom=x&customerId=..",
        "status",
        "pageSize",
        "createdFrom",
        "customerId")]
    public async Task List_BadValue_NamesEveryBadParameter(string query, params string[] fields) =>
        Problem.ExpectFields(await target.Api.ListAsync(query), fields);

    // Without this filter the list would show every validation.
    [Theory]
    [InlineData("customer_id=nobody", "customer_id", "is no query parameter of this route. Did you mean 'customerId'?")]
    [InlineData(
        "customerId=nobody&order=newest",
        "order",
        "is no query parameter of this route; it takes status, customerId,")]
    public async Task List_UnknownParameter_IsRefusedWithTheRightName(string query, string name, string message)
    {
        var answer = await target.Api.ListAsync(query);

        Problem.ExpectFields(answer, name);
        Assert.Contains(
            message, answer.Text.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    // Each start comes in a later millisecond than the start before, so that the order is certain.
    private async Task<IReadOnlyList<string>> StartInOrderAsync(TestAccount customer, params string[] scripts)
    {
        var ids = new List<string>();
        foreach (var script in scripts)
        {
            var answer = await target.Api.StartAsync(customer.Another(script).Request());
            Assert.True(answer.Status == 202, answer.ToString());
            ids.Add(answer.Id);
            var later = answer.Body.Time("createdAt").AddMilliseconds(2);
            await Eventually.TrueAsync(() => DateTimeOffset.UtcNow > later, "the clock moves");
        }

        return ids;
    }

    private static IReadOnlyList<string> Ids(Answer list) =>
        [.. list.Body.Items("items").Select(item => item.Text("id")!)];

    private static string Shown(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
