using AccountValidation.Core;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Engine;

namespace AccountValidation.SelfHost.Tests.Storage;

public sealed class ListTests : IDisposable
{
    private readonly Store _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task List_Everything_NewestFirstThenById()
    {
        await StartFiveAsync();

        Assert.Equal(["val_5", "val_4", "val_3", "val_2", "val_1"], Ids(new() { Limit = 10 }));
        Assert.Equal(["val_5", "val_4"], Ids(new() { Limit = 2 }));
    }

    [Fact]
    public async Task List_PageByPage_GivesEachOnceThoughTimesAreEqual()
    {
        await StartFiveAsync();
        var seen = new List<string>();
        var filter = new ValidationFilter { Limit = 2 };
        do
        {
            var page = _store.Reader.List(filter);
            seen.AddRange(page.Found.Select(validation => validation.Id));
            filter = filter with { After = page.ContinueAfter };
        }
        while (filter.After is not null);

        Assert.Equal(["val_5", "val_4", "val_3", "val_2", "val_1"], seen);
    }

    [Fact]
    public async Task List_Filters_EachAndTogether()
    {
        await StartFiveAsync();
        await _store.ApplyAsync("val_1", Some.Rejected);

        Assert.Equal(["val_5", "val_1"], Ids(new() { Limit = 10, CustomerId = "cst_a" }));
        Assert.Equal(["val_3"], Ids(new() { Limit = 10, CustomerAccountId = "banh_3" }));
        Assert.Equal(["val_1"], Ids(new() { Limit = 10, Statuses = [ValidationStatus.Rejected] }));
        Assert.Equal(
            ["val_5", "val_1"],
            Ids(
                new()
                {
                    Limit = 10,
                    CustomerId = "cst_a",
                    Statuses = [ValidationStatus.Rejected, ValidationStatus.Pending],
                }));
        Assert.Equal(
            ["val_5"],
            Ids(
                new()
                {
                    Limit = 10,
                    CustomerId = "cst_a",
                    Statuses = [ValidationStatus.Pending],
                }));
        Assert.Empty(Ids(new() { Limit = 10, CustomerId = "cst_none" }));
    }

    [Fact]
    public async Task List_CreatedRange_HoldsItsStartAndNotItsEnd()
    {
        await StartFiveAsync();

        Assert.Equal(
            ["val_5", "val_4", "val_3", "val_2"], Ids(new() { Limit = 10, CreatedFrom = Some.Noon.AddMinutes(1) }));
        Assert.Equal(["val_1"], Ids(new() { Limit = 10, CreatedTo = Some.Noon.AddMinutes(1) }));
        Assert.Equal(
            ["val_4", "val_3", "val_2"],
            Ids(
                new()
                {
                    Limit = 10,
                    CreatedFrom = Some.Noon.AddMinutes(1),
                    CreatedTo = Some.Noon.AddMinutes(2),
                }));
    }

    // One start, three starts in the same millisecond, one start.
    private async Task StartFiveAsync()
    {
        await StartAsync("1", "cst_a", Some.Noon);
        await StartAsync("3", "cst_b", Some.Noon.AddMinutes(1));
        await StartAsync("2", "cst_b", Some.Noon.AddMinutes(1));
        await StartAsync("4", "cst_b", Some.Noon.AddMinutes(1));
        await StartAsync("5", "cst_a", Some.Noon.AddMinutes(2));
    }

    private Task<StartResult> StartAsync(string n, string customer, DateTimeOffset at) =>
        _store.StartAsync(Some.Accepted("val_" + n, customer, "banh_" + n, at));

    private IEnumerable<string> Ids(ValidationFilter filter) =>
        _store.Reader.List(filter).Found.Select(validation => validation.Id);
}
