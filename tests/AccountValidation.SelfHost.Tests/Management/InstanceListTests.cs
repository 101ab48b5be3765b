using System.Globalization;
using AccountValidation.SelfHost.Storage;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Management;

/// <summary>Pages of instances, and the number of rows that a page reads.</summary>
public sealed class InstanceListTests : IDisposable
{
    private readonly Store _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task List_PageByPage_GivesEachOnceInTheOrderOfIds()
    {
        await StartAsync(7);
        var (seen, filter, pages) = (new List<string>(), new InstanceFilter(), 0);
        InstancePage page;
        do
        {
            page = _store.Reader.ListInstances(filter, _ => true, most: 3);
            seen.AddRange(Ids(page));
            filter = filter with { After = page.ContinueAfter };
            pages++;
        }
        while (page.ContinueAfter is not null);

        Assert.Equal(Enumerable.Range(0, 7).Select(Id), seen);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task List_ExactlyAPageFull_SaysThatThereIsNoMore()
    {
        await StartAsync(3);

        Assert.Null(_store.Reader.ListInstances(new(), _ => true, most: 3).ContinueAfter);
    }

    [Fact]
    public async Task List_NothingMatches_ReadsABoundedNumberAndSaysWhereToGoOn()
    {
        await StartAsync(StoreReader.MostInstancesRead + 5);
        var read = 0;

        var page = _store.Reader.ListInstances(new(), _ => ++read < 0, most: 10);

        Assert.Empty(page.Found);
        Assert.Equal(StoreReader.MostInstancesRead, read);
        Assert.Equal(Id(StoreReader.MostInstancesRead - 1), page.ContinueAfter);
        Assert.Equal(
            5, _store.Reader.ListInstances(new() { After = page.ContinueAfter }, _ => true, most: 10).Found.Count);
    }

    [Fact]
    public async Task List_EnoughFound_ReadsNoFurther()
    {
        await StartAsync(20);
        var read = 0;

        _store.Reader.ListInstances(new(), _ => ++read > 0, most: 4);

        Assert.Equal(4, read);
    }

    [Fact]
    public async Task List_Prefix_HoldsWhatBeginsSo()
    {
        await StartAsync(3);
        await _store.StartAsync(Some.Accepted("wal_1", account: "banh_w"));

        Assert.Equal([Id(1)], Ids(_store.Reader.ListInstances(new() { IdPrefix = Id(1) }, _ => true, most: 10)));
        Assert.Equal(["wal_1"], Ids(_store.Reader.ListInstances(new() { IdPrefix = "w" }, _ => true, most: 10)));
        Assert.Equal(4, _store.Reader.ListInstances(new() { IdPrefix = "" }, _ => true, most: 10).Found.Count);
        Assert.Empty(_store.Reader.ListInstances(new() { IdPrefix = "VAL" }, _ => true, most: 10).Found);
        Assert.Empty(_store.Reader.ListInstances(new() { IdPrefix = "%" }, _ => true, most: 10).Found);
    }

    [Fact]
    public async Task List_CreatedRange_HoldsBothItsEndsAsAnswersShowThem()
    {
        var shown = Some.Noon;
        await _store.StartAsync(Some.Accepted(at: shown.AddTicks(5)));

        Assert.Single(
            _store.Reader.ListInstances(new() { CreatedFrom = shown, CreatedTo = shown }, _ => true, most: 10).Found);
        Assert.Empty(_store.Reader.ListInstances(new() { CreatedFrom = shown.AddTicks(1) }, _ => true, most: 10).Found);
        Assert.Empty(_store.Reader.ListInstances(new() { CreatedTo = shown.AddTicks(-1) }, _ => true, most: 10).Found);
    }

    [Fact]
    public async Task List_OnlyUnfinished_LeavesOutWhatIsFinished()
    {
        await StartAsync(3);
        await _store.ApplyAsync(Id(1), Some.Rejected);

        Assert.Equal(
            [Id(0), Id(2)], Ids(_store.Reader.ListInstances(new() { OnlyUnfinished = true }, _ => true, most: 10)));
    }

    // All starts come at once, so that they share commits.
    private async Task StartAsync(int count) =>
        await Task.WhenAll(
            Enumerable
                .Range(0, count)
                .Reverse()
                .Select(n => _store.StartAsync(Some.Accepted(Id(n), account: $"banh_{n}"))));

    private static string Id(int n) => string.Create(CultureInfo.InvariantCulture, $"val_{n:00000}");

    private static IEnumerable<string> Ids(InstancePage page) => page.Found.Select(validation => validation.Id);
}
