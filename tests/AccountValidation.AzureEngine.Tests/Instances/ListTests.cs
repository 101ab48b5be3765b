using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Instances;

public sealed class ListTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task List_Everything_NewestFirst()
    {
        await using var world = await World.StartAsync(azurite);
        var ids = await StartFiveAsync(world);

        Assert.Equal(ids.Reverse(), await Listing.IdsAsync(world, new() { Limit = 10 }));
        Assert.Equal([ids[4], ids[3]], await Listing.IdsAsync(world, new() { Limit = 2 }));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("cst_1", null)]
    [InlineData(null, "banh_1")]
    public async Task List_PageByPage_GivesEachOnce(string? customer, string? account)
    {
        await using var world = await World.StartAsync(azurite);
        var ids = new List<string>();
        for (var number = 0; number < 7; number++)
        {
            ids.Insert(0, (await world.FinishNewAsync()).Id);
            world.Clock.Advance(TimeSpan.FromHours(number * 5)); // some on one day, some on the next
        }

        var seen = new List<string>();
        var filter = new ValidationFilter { Limit = 2, CustomerId = customer, CustomerAccountId = account };
        while (await Listing.IdsAsync(world, filter) is { Count: > 0 } page)
        {
            seen.AddRange(page);
            filter = filter with { After = new(CreatedAt: 0, page[^1]) };
        }

        Assert.Equal(ids, seen);
    }

    [Fact]
    public async Task List_Filters_EachAndTogether()
    {
        await using var world = await World.StartAsync(azurite);
        var ids = await StartFiveAsync(world);
        await Runner.ToTheEndAsync(world, ids[0]);

        Assert.Equal([ids[4], ids[0]], await Listing.IdsAsync(world, new() { Limit = 10, CustomerId = "cst_a" }));
        Assert.Equal([ids[2]], await Listing.IdsAsync(world, new() { Limit = 10, CustomerAccountId = "banh_2" }));
        Assert.Equal(
            [ids[2]],
            await Listing.IdsAsync(
                world,
                new()
                {
                    Limit = 10,
                    CustomerAccountId = "banh_2",
                    CustomerId = "cst_b",
                }));
        Assert.Empty(
            await Listing.IdsAsync(
                world,
                new()
                {
                    Limit = 10,
                    CustomerAccountId = "banh_2",
                    CustomerId = "cst_a",
                }));
        Assert.Equal(
            [ids[0]], await Listing.IdsAsync(world, new() { Limit = 10, Statuses = [ValidationStatus.Active] }));
        Assert.Equal(
            [ids[0]],
            await Listing.IdsAsync(
                world,
                new()
                {
                    Limit = 1,
                    CustomerId = "cst_a",
                    Statuses = [ValidationStatus.Active],
                }));
        Assert.Equal(
            [ids[4], ids[0]],
            await Listing.IdsAsync(
                world,
                new()
                {
                    Limit = 10,
                    CustomerId = "cst_a",
                    Statuses = [ValidationStatus.Active, ValidationStatus.Pending],
                }));
        Assert.Equal(
            4,
            (
                await Listing.IdsAsync(
                    world, new() { Limit = 10, Statuses = [ValidationStatus.Pending, ValidationStatus.Expired] })).Count
        );
        Assert.Empty(await Listing.IdsAsync(world, new() { Limit = 10, CustomerId = "cst_none" }));
    }

    [Fact]
    public async Task List_CreatedRange_HoldsItsStartAndNotItsEnd()
    {
        await using var world = await World.StartAsync(azurite);
        var start = world.Now;
        var ids = await StartFiveAsync(world);
        var middle = start.AddMinutes(1);

        Assert.Equal(
            [ids[4], ids[3], ids[2], ids[1]],
            await Listing.IdsAsync(world, new() { Limit = 10, CreatedFrom = middle }));
        Assert.Equal([ids[0]], await Listing.IdsAsync(world, new() { Limit = 10, CreatedTo = middle }));
        Assert.Equal(
            [ids[3], ids[2], ids[1]],
            await Listing.IdsAsync(
                world,
                new()
                {
                    Limit = 10,
                    CreatedFrom = middle,
                    CreatedTo = middle.AddMinutes(1),
                }));
        Assert.Equal(
            [ids[4], ids[0]],
            await Listing.IdsAsync(
                world,
                new()
                {
                    Limit = 10,
                    CustomerId = "cst_a",
                    CreatedFrom = start,
                }));
    }

    [Fact]
    public async Task List_CreatedRangeFromTheFirstDayToTheLast_HoldsAll()
    {
        await using var world = await World.StartAsync(azurite);
        var ids = await StartFiveAsync(world);

        Assert.Equal(
            Enumerable.Reverse(ids),
            await Listing.IdsAsync(
                world,
                new()
                {
                    Limit = 10,
                    CreatedFrom = DateTimeOffset.MinValue,
                    CreatedTo = DateTimeOffset.MaxValue,
                }));
    }

    [Fact]
    public async Task List_MoreThanOnePageOfTheStorage_GivesAll()
    {
        await using var world = await World.StartAsync(azurite);
        await Task.WhenAll(
            Enumerable.Range(0, 230).Select(number => world.StartNewAsync(Some.Request($"banh_{number}"))));

        var listed = await Listing.IdsAsync(world, new() { Limit = 500 });

        Assert.Equal(230, listed.Distinct().Count());
        Assert.Equal(listed.OrderDescending(StringComparer.Ordinal), listed);
    }

    [Fact]
    public async Task List_PositionThatWasNeverGivenOut_IsEmpty()
    {
        await using var world = await World.StartAsync(azurite);
        await world.StartNewAsync();

        Assert.Empty(await Listing.IdsAsync(world, new() { Limit = 10, After = new(0, "val_9") }));
    }

    // One, three in one millisecond, one.
    private static async Task<IReadOnlyList<string>> StartFiveAsync(World world)
    {
        var ids = new List<string>();
        foreach (var (number, customer) in new[] { "cst_a", "cst_b", "cst_b", "cst_b", "cst_a" }.Index())
        {
            world.Clock.Advance(number is 1 or 4 ? TimeSpan.FromMinutes(1) : TimeSpan.Zero);
            ids.Add((await world.StartNewAsync(Some.Request($"banh_{number}", customer))).Id);
        }

        return ids;
    }
}
