using AccountValidation.Core.Json;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>The reason that came with the last suspend, resume or terminate is kept, and stays short.</summary>
public sealed class OperatorReasonTests
{
    [Fact]
    public void Control_OfAValidationThatNoOperatorTouched_IsNotThere() =>
        Assert.Null(new Story().Cancel().Validation.Control);

    [Fact]
    public void Reason_OfTheLastOfThem_IsKept()
    {
        var story = new Story().Intend().Suspend("one");
        Assert.Equal(new OperatorControl(IsSuspended: true, IsTerminated: false, "one"), story.Validation.Control);
        Assert.Equal(
            new OperatorControl(IsSuspended: false, IsTerminated: false, "two"),
            story.Resume("two").Validation.Control);
        Assert.Equal(
            new OperatorControl(IsSuspended: false, IsTerminated: true, "three"),
            story.Terminate("three").Validation.Control);
        Assert.Equal(
            new OperatorControl(IsSuspended: true, IsTerminated: true, "four"),
            story.Suspend("four").Validation.Control);
        Assert.Equal(
            new OperatorControl(IsSuspended: false, IsTerminated: true, Reason: null),
            story.Resume().Validation.Control);
    }

    [Theory]
    [InlineData(OperatorControl.MaxReason - 1, OperatorControl.MaxReason - 1)]
    [InlineData(OperatorControl.MaxReason, OperatorControl.MaxReason)]
    [InlineData(OperatorControl.MaxReason + 1, OperatorControl.MaxReason)]
    [InlineData(100_000, OperatorControl.MaxReason)]
    public void Reason_OfManyCharacters_IsCutOff(int given, int kept) =>
        Assert.Equal(new string('a', kept), new Story().Suspend(new string('a', given)).Validation.Control?.Reason);

    [Theory]
    [InlineData(OperatorControl.MaxReason - 2, OperatorControl.MaxReason)]
    [InlineData(OperatorControl.MaxReason - 1, OperatorControl.MaxReason - 1)]
    [InlineData(OperatorControl.MaxReason, OperatorControl.MaxReason)]
    public void Reason_CutInTheMiddleOfACharacter_LosesTheWholeCharacter(int before, int kept)
    {
        var given = new string('a', before) + "😀 and more";
        var validation = new Story().Suspend(given).Validation;
        Assert.Equal(given[..kept], validation.Control?.Reason);
        Assert.Equal(given[..kept], StateJson.Deserialize(StateJson.Serialize(validation)).Control?.Reason);
    }
}
