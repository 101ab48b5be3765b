using AccountValidation.Core.Accounts;

namespace AccountValidation.Core.Tests.Accounts;

/// <summary>The names on the wire.</summary>
public sealed class StatusNamesTests
{
    [Fact]
    public void Names_OfAllStatuses_AreTheContract()
    {
        Assert.Equal(
            ["PENDING", "ACTIVE", "FAILURE", "REJECTED", "EXPIRED", "CANCELLED"],
            Enum.GetValues<ValidationStatus>().Select(StatusNames.Of));
        Assert.Equal(
            ["CREATED", "PENDING", "ACTIVE", "FAILURE"], Enum.GetValues<AccountStatus>().Select(StatusNames.Of));
        Assert.Equal(
            ["PENDING", "DELIVERED", "FAILED"],
            Enum.GetValues<CallbackStatus>().Select(status => StatusNames.Of(status)));
        Assert.Equal("NONE", StatusNames.Of((CallbackStatus?)null));
    }

    [Fact]
    public void Names_ReadBack_GiveTheSameStatus() => Assert.All(Enum.GetValues<ValidationStatus>(), status =>
    {
        Assert.True(StatusNames.TryParse(StatusNames.Of(status), out var parsed));
        Assert.Equal(status, parsed);
    });

    [Theory]
    [InlineData("active", true)]
    [InlineData("", false)]
    [InlineData("NONE", false)]
    [InlineData("1", false)]
    public void Name_OfAnyText_IsReadOnlyWhenItIsOne(string name, bool expected) =>
        Assert.Equal(expected, StatusNames.TryParse(name, out _));

    [Fact]
    public void EventType_OfPending_DoesNotExist() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StatusNames.EventTypeOf(ValidationStatus.Pending));
}
