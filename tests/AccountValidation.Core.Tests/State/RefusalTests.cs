using AccountValidation.Core.Json;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.State;

/// <summary>A state that cannot be read is refused with a reason, never guessed at.</summary>
public sealed class RefusalTests
{
    private static readonly string Good = StateJson.Serialize(Make.Accepted());

    [Fact]
    public void State_OfANewerVersion_IsRefusedNamingBothVersions()
    {
        var refused = Assert.Throws<StateFormatException>(() =>
            StateJson.Deserialize("""{"version":7,"validation":{"unheard":"of"}}"""));
        Assert.Contains("version 7", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"up to {StateJson.Version}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_OfWhatIsNoState_SaysWhatIsWrong()
    {
        Assert.Equal(
            "The state holds no validation.",
            Assert.Throws<StateFormatException>(() => StateJson.Deserialize("null")).Message);
        var unreadable = Assert.Throws<StateFormatException>(() => StateJson.Deserialize("{"));
        Assert.Equal("The state is not readable JSON of a validation.", unreadable.Message);
        Assert.NotNull(unreadable.InnerException);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"version":1,"validation":null}""")]
    [InlineData("""{"version":1,"validation":{}}""")]
    [InlineData("""{"version":"one","validation":{}}""")]
    [InlineData("""{"version":1,"validation":""")]
    public void Text_ThatIsNoState_IsRefused(string text) =>
        Assert.Throws<StateFormatException>(() => StateJson.Deserialize(text));

    [Fact]
    public void State_CutOffAnywhere_IsRefused()
    {
        for (var length = 0; length < Good.Length; length++)
        {
            Assert.Throws<StateFormatException>(() => StateJson.Deserialize(Good[..length]));
        }
    }

    [Theory]
    [InlineData("\"kind\":\"checking\",", "")]
    [InlineData("\"kind\":\"checking\"", "\"kind\":\"dreaming\"")]
    [InlineData("\"id\":", "\"identity\":")]
    [InlineData("\"recheck\":{", "\"recheck\":null,\"other\":{")]
    [InlineData("\"amount\":1", "\"amount\":\"much\"")]
    public void State_WithAWrongMember_IsRefused(string from, string to)
    {
        Assert.Contains(from, Good, StringComparison.Ordinal);
        Assert.Throws<StateFormatException>(() =>
            StateJson.Deserialize(Good.Replace(from, to, StringComparison.Ordinal)));
    }

    [Fact]
    public void State_WithAMemberThatIsNotKnown_IsRead() =>
        Assert.Equal(
            Good,
            StateJson.Serialize(
                StateJson.Deserialize(
                    Good.Replace("\"checks\":0", "\"checks\":0,\"later\":1", StringComparison.Ordinal))));
}
