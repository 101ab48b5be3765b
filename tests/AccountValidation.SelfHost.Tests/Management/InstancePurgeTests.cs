using System.Globalization;
using System.Text.Json.Nodes;
using AccountValidation.Core;
using AccountValidation.SelfHost.Management;
using AccountValidation.SelfHost.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccountValidation.SelfHost.Tests.Management;

/// <summary>Purges of many instances.</summary>
public sealed class InstancePurgeTests : IDisposable
{
    private readonly Store _store = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().BuildServiceProvider();

    public void Dispose()
    {
        _store.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task PurgeMany_MoreThanOneWriteDeletes_DeletesAllThatAreFinished()
    {
        const int Finished = (InstancePurge.BatchSize * 2) + 50;
        await FinishAsync(0, Finished);
        await _store.StartAsync(Some.Accepted("val_running", account: "banh_running"));

        Assert.Equal((200, Finished), await PurgeAsync("?createdTimeFrom=2026-11-22"));
        Assert.Equal(["val_running"], Sql.Column(_store.Path, "SELECT id FROM validation"));
        Assert.Equal((404, 0), await PurgeAsync("?createdTimeFrom=2026-11-22"));
    }

    [Fact]
    public async Task PurgeMany_ByState_LeavesTheOthers()
    {
        await FinishAsync(0, 2);
        await _store.StartAsync(Some.Accepted("val_terminated", account: "banh_t"));
        await _store.Writer.WriteAsync(transaction =>
            transaction.Change("val_terminated", (current, now) =>
                Core.Lifecycles.Lifecycle.Apply(current, new Signal.Terminate("stop"), now)));

        Assert.Equal((404, 0), await PurgeAsync("?createdTimeFrom=2026-11-22&runtimeStatus=Running"));
        Assert.Equal((200, 1), await PurgeAsync("?createdTimeFrom=2026-11-22&runtimeStatus=Terminated"));
        Assert.Equal((200, 2), await PurgeAsync("?createdTimeFrom=2026-11-22&runtimeStatus=Failed,Completed"));
    }

    [Fact]
    public async Task PurgeMany_ByTime_LeavesTheOthers()
    {
        await FinishAsync(0, 1);

        Assert.Equal((404, 0), await PurgeAsync("?createdTimeFrom=2026-11-22T12:00:00.001Z"));
        Assert.Equal((404, 0), await PurgeAsync("?createdTimeFrom=2026-11-21&createdTimeTo=2026-11-22T11:59:59.999Z"));
        Assert.Equal(
            (200, 1), await PurgeAsync("?createdTimeFrom=2026-11-22T12:00:00Z&createdTimeTo=2026-11-22T12:00:00Z"));
    }

    [Theory]
    [InlineData("&createdTimeTo=soon")]
    [InlineData("&createdTimeTo=10:00")]
    [InlineData("&runtimeStatus=completed")]
    [InlineData("&runtimeStatus=")]
    public async Task PurgeMany_FilterThatCannotBeRead_DeletesNothing(string filter)
    {
        await FinishAsync(0, 1);

        Assert.Equal((400, 0), await PurgeAsync("?createdTimeFrom=2026-11-22" + filter));
        Assert.Single(Sql.Column(_store.Path, "SELECT id FROM validation"));
    }

    private Task FinishAsync(int first, int count) => Task.WhenAll(Enumerable.Range(first, count).Select(async n =>
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"val_{n:00000}");
        await _store.StartAsync(Some.Accepted(id, account: $"banh_{n}"));
        await _store.ApplyAsync(id, Some.Rejected);
    }));

    private async Task<(int Status, int Deleted)> PurgeAsync(string query)
    {
        var purge = new InstancePurge(_store.Writer, _store.Reader, _store.Clock, NullLogger<InstancePurge>.Instance);
        using var body = new MemoryStream();
        var context = new DefaultHttpContext
        {
            RequestServices = _services,
            Response = { Body = body },
            Request = { QueryString = new(query) },
        };
        await (await purge.PurgeManyAsync(context.Request.Query, TestContext.Current.CancellationToken)).ExecuteAsync(
            context);
        var answer = body.Length == 0 ? null : JsonNode.Parse(body.ToArray());
        return (context.Response.StatusCode, (answer as JsonObject)?["instancesDeleted"]?.GetValue<int>() ?? 0);
    }
}
