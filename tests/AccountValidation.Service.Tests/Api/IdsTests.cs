using AccountValidation.Service.Engine;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.Service.Tests.Api;

/// <summary>Ids of validations.</summary>
public sealed class IdsTests
{
    [Fact]
    public void NewValidationId_SameTimeAndChance_IsTheSame() =>
        Assert.Equal(IdAt(Samples.Now, chance: 7), IdAt(Samples.Now, chance: 7));

    [Fact]
    public void NewValidationId_OtherChance_IsAnother() =>
        Assert.NotEqual(IdAt(Samples.Now, chance: 7), IdAt(Samples.Now, chance: 8));

    [Fact]
    public void NewValidationId_Later_SortsLater() =>
        Assert.True(
            string.CompareOrdinal(IdAt(Samples.Now, chance: 255), IdAt(Samples.Now.AddMilliseconds(1), chance: 0)) < 0);

    [Fact]
    public void NewValidationId_Any_IsPrefixAndUlidAndAllowedAsAnId()
    {
        var id = IdAt(Samples.Now, chance: 200);

        Assert.Matches("^val_[0-9A-HJKMNP-TV-Z]{26}$", id);
        Assert.Null(Ids.FaultOf(id));
    }

    private static string IdAt(DateTimeOffset now, byte chance) =>
        new Ids(new FakeTimeProvider(now), bytes => bytes.Fill(chance)).NewValidationId();
}
