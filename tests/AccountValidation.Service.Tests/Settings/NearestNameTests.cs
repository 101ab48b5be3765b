using AccountValidation.Service.Settings;

namespace AccountValidation.Service.Tests.Settings;

public sealed class NearestNameTests
{
    private static readonly string[] Known = ["customerId", "customerAccountId", "createdFrom", "createdTo", "status"];

    [Theory]
    [InlineData("customer_id", "customerId")]
    [InlineData("CUSTOMERID", "customerId")]
    [InlineData("custmerAcountId", "customerAccountId")]
    [InlineData("createdFor", "createdFrom")]
    [InlineData("statuses", "status")]
    [InlineData("order", null)]
    [InlineData("", null)]
    [InlineData("__", null)]
    public void Of_AName_IsTheKnownOneThatDiffersLeast(string name, string? nearest) =>
        Assert.Equal(nearest, NearestName.Of(name, Known));

    [Fact]
    public void Of_NothingIsKnown_IsNone() => Assert.Null(NearestName.Of("status", []));
}
