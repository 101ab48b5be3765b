using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.SelfHost.Storage;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Engine;

namespace AccountValidation.SelfHost.Tests.Storage;

/// <summary>Each filter of a list alone, with another, and in the plan that SQLite makes of it.</summary>
public sealed class FilterTests : IDisposable
{
    private static readonly MetadataPair Pair = new("applicationId", "A-17");

    private readonly Store _store = new();

    /// <summary>Each filter, and the index that must drive it.</summary>
    public static TheoryData<string, string> Plans => new()
    {
        { "none", "newest_first" },
        { "settled", "newest_first" },
        { "status", "by_status" },
        { "statuses", "by_status" },
        { "waitingFor", "by_waiting" },
        { "callback", "by_callback" },
        { "receiver", "by_receiver" },
        { "caller", "by_caller" },
        { "customer", "newest_first_of_customer" },
        { "account", "by_account" },
        { "metadata", "PRIMARY KEY" },
        { "prefix", "sqlite_autoindex_validation_1" },
        { "status and receiver", "by_receiver" },
    };

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task List_ByWhatIsWaitedFor_FindsTheCause()
    {
        await StartAsync("val_1");
        await StartAsync("val_2");
        await _store.ApplyAsync("val_2", new Outcome.Checked(Some.Noon, new JuspayReply.KeyRefused(401, null)));
        await StartAsync("val_3");
        await _store.SignalAsync("val_3", new Signal.Suspend(null));

        Assert.Equal(["val_2"], Ids(new() { Limit = 10, WaitingFor = [WaitCause.KeyRefused] }));
        Assert.Equal(
            ["val_3", "val_1"], Ids(new() { Limit = 10, WaitingFor = [WaitCause.Permit, WaitCause.Suspended] }));
        Assert.Empty(Ids(new() { Limit = 10, WaitingFor = [WaitCause.Receiver] }));
    }

    [Fact]
    public async Task List_ByReceiverAndCallback_FindsBoth()
    {
        await StartAsync("val_1", callbackUrl: "https://Hooks.Example:8443/a");
        await StartAsync("val_2", callbackUrl: "https://other.example/");
        await StartAsync("val_3");
        await _store.ApplyAsync("val_1", Some.Rejected);
        await _store.ApplyAsync("val_1", new Outcome.CallbackAttempted(1, new(410)));

        Assert.Equal(["val_1"], Ids(new() { Limit = 10, ReceiverHost = "hooks.example" }));
        Assert.Equal(["val_1"], Ids(new() { Limit = 10, CallbackStatuses = [CallbackStatus.Failed] }));
        Assert.Equal(["val_3", "val_2"], Ids(new() { Limit = 10, CallbackStatuses = [CallbackStatus.Pending, null] }));
        Assert.Empty(
            Ids(new() { Limit = 10, ReceiverHost = "other.example", CallbackStatuses = [CallbackStatus.Failed] }));
    }

    // A state from before callers were stored belongs to nobody.
    [Fact]
    public async Task List_ByCaller_FindsWhatThisCallerStarted()
    {
        await _store.StartAsync(Accepted("val_1") with { Caller = "onboarding" });
        await _store.StartAsync(Accepted("val_2") with { Caller = "lending" });
        await StartAsync("val_3");

        Assert.Equal(["val_1"], Ids(new() { Limit = 10, Caller = "onboarding" }));
        Assert.Equal(["val_2"], Ids(new() { Limit = 10, Caller = "lending", Statuses = [ValidationStatus.Pending] }));
        Assert.Empty(Ids(new() { Limit = 10, Caller = "onboarding", IdPrefix = "val_2" }));
        Assert.Equal(["val_3", "val_2", "val_1"], Ids(new() { Limit = 10 }));
    }

    [Fact]
    public async Task List_ByMetadata_FindsTheWholePairOnly()
    {
        await StartAsync("val_1", metadata: Pair);
        await StartAsync("val_2", metadata: Pair with { Value = "A-18" });
        await StartAsync("val_3", metadata: new("application", "IdA-17"));

        Assert.Equal(["val_1"], Ids(new() { Limit = 10, Metadata = Pair }));
    }

    [Fact]
    public async Task List_ByMetadataWhoseDigestIsShared_ReadsThePair()
    {
        await StartAsync("val_1", metadata: Pair);
        Sql.Run(_store.Path, $"UPDATE metadata SET digest = {QueryColumns.DigestOf("a", "b")}");

        Assert.Empty(Ids(new() { Limit = 10, Metadata = new("a", "b") }));
    }

    [Fact]
    public async Task List_BySettlement_HoldsItsStartAndNotItsEnd()
    {
        await StartAsync("val_1");
        await StartAsync("val_2");
        await StartAsync("val_3");
        await _store.ApplyAsync("val_1", Some.Rejected);
        _store.Clock.Advance(TimeSpan.FromMinutes(1));
        await _store.ApplyAsync("val_2", Some.Rejected);

        Assert.Equal(["val_2"], Ids(new() { Limit = 10, SettledFrom = Some.Noon.AddMinutes(1) }));
        Assert.Equal(["val_1"], Ids(new() { Limit = 10, SettledTo = Some.Noon.AddMinutes(1) }));
    }

    [Fact]
    public async Task List_ByThePrefixOfIds_GoesPageByPage()
    {
        foreach (var id in new[] { "val_A1", "val_B1", "val_B2", "val_B3", "val_C1" })
        {
            await StartAsync(id);
        }

        var first = _store.Reader.List(new() { Limit = 2, IdPrefix = "val_B" });
        Assert.Equal(["val_B3", "val_B2"], first.Found.Select(validation => validation.Id));
        Assert.Equal(["val_B1"], Ids(new() { Limit = 2, IdPrefix = "val_B", After = first.ContinueAfter }));
    }

    [Fact]
    public async Task List_MatchBeyondTheBoundOfAPage_ComesWithALaterPage()
    {
        await StartAsync("val_00000", callbackUrl: "https://rare.example/");
        var state = StateJson.Serialize(Accepted("val_x", callbackUrl: "https://rare.example/"));
        Sql.Run(
            _store.Path,
            $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4500)
            INSERT INTO validation (id, customer_id, customer_account_id, status, created_at, state, receiver)
            SELECT printf('val_%05d', i), 'c', 'a', 'ACTIVE', {Some.Noon.ToUnixTimeMilliseconds()} + i,
                '{state}', 'rare.example' FROM n
            """);

        var filter = new ValidationFilter
        {
            Limit = 10,
            ReceiverHost = "rare.example",
            Statuses = [ValidationStatus.Pending],
        };
        var pages = new List<ValidationList>();
        do
        {
            pages.Add(_store.Reader.List(filter));
            filter = filter with { After = pages[^1].ContinueAfter };
        }
        while (filter.After is not null);

        Assert.Equal(5, pages.Count);
        Assert.Equal("val_00000", Assert.Single(pages.SelectMany(page => page.Found)).Id);
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Plan_OfEachFilter_SearchesItsIndexAndSortsNoTable(string name, string index)
    {
        var filter = Named(name) with { CreatedTo = Some.Noon, After = new(1, "val_1") };
        var sql = new ListSql(filter);
        using var connection = Sql.Open(_store.Path);
        using var command = connection.Prepare("EXPLAIN QUERY PLAN " + sql.Text, sql.Values);
        using var rows = command.ExecuteReader();
        var plan = new List<string>();
        while (rows.Read())
        {
            plan.Add(rows.GetString(3));
        }

        Assert.Contains(plan, step => step.Contains(index, StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN validation", StringComparison.Ordinal)
            && !step.Contains("newest_first", StringComparison.Ordinal));
        if (name != "statuses")
        {
            Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        }
    }

    private static ValidationFilter Named(string name) => name switch
    {
        "none" => new() { Limit = 10 },
        "settled" => new() { Limit = 10, SettledFrom = Some.Noon },
        "status" => new() { Limit = 10, Statuses = [ValidationStatus.Failure] },
        "statuses" => new() { Limit = 10, Statuses = [ValidationStatus.Failure, ValidationStatus.Expired] },
        "caller" => new() { Limit = 10, Caller = "onboarding" },
        "waitingFor" => new() { Limit = 10, WaitingFor = [WaitCause.KeyRefused] },
        "callback" => new() { Limit = 10, CallbackStatuses = [CallbackStatus.Failed] },
        "receiver" => new() { Limit = 10, ReceiverHost = "hooks.example" },
        "customer" => new() { Limit = 10, CustomerId = "cst_1" },
        "account" => new() { Limit = 10, CustomerAccountId = "banh_1" },
        "metadata" => new() { Limit = 10, Metadata = Pair },
        "prefix" => new() { Limit = 10, IdPrefix = "val_01" },
        _ => new() { Limit = 10, ReceiverHost = "hooks.example", Statuses = [ValidationStatus.Failure] },
    };

    private static Validation Accepted(string id, string? callbackUrl = null, MetadataPair? metadata = null)
    {
        var plain = Some.Accepted(id, account: "banh_" + id);
        var request = plain.Request with
        {
            CallbackUrl = callbackUrl,
            Metadata = metadata is null
                ? plain.Request.Metadata
                : new Dictionary<string, string>(StringComparer.Ordinal) { [metadata.Key] = metadata.Value },
        };
        return AccountValidation.Core.Lifecycles.Lifecycle.Accept(id, request, Some.Terms, Some.Noon);
    }

    private Task<StartResult> StartAsync(string id, string? callbackUrl = null, MetadataPair? metadata = null) =>
        _store.StartAsync(Accepted(id, callbackUrl, metadata));

    private IEnumerable<string> Ids(ValidationFilter filter) =>
        _store.Reader.List(filter).Found.Select(validation => validation.Id);
}
