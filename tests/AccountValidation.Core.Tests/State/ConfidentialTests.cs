using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.State;

/// <summary>What an engine must keep apart can be taken away and put back, and nothing of it is left.</summary>
public sealed class ConfidentialTests
{
    private static readonly string[] Personal =
    [
        "onboarding.example",
        "A-17",
        "yesg",
        "Person",
        "6789",
        "Yes Bank",
        "YESB0000001",
    ];

    public static TheoryData<string> Names => [.. SampleStates.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void State_TakenApartAndPutTogether_IsTheSame(string name)
    {
        var whole = SampleStates.All[name]();

        var again = Confidential.Of(whole).RestoredTo(Confidential.RemovedFrom(whole));

        Assert.Equal(StateJson.Serialize(whole), StateJson.Serialize(again));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void State_WithoutIt_NamesNobody(string name)
    {
        var text = StateJson.Serialize(Confidential.RemovedFrom(SampleStates.All[name]()));

        Assert.All(Personal, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Reply_WithoutIt_TellsStatusAndDateAlone()
    {
        var seen = new AccountSnapshot(
            AccountStatus.Active,
            Make.Start,
            new("42******77@yesg", "*****6789", "YESB0000001", "Yes Bank", "A. Person"));

        var reply = Confidential.RemovedFrom(new JuspayReply.Answered(seen));

        Assert.Equal(new JuspayReply.Answered(new(AccountStatus.Active, Make.Start, AccountDetails.None)), reply);
        Assert.All(Personal, word => Assert.DoesNotContain(word, StepJson.Serialize(reply), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Refused")]
    [InlineData("KeyRefused")]
    [InlineData("NotAccepted")]
    [InlineData("Unclear")]
    public void Reply_ThatNamesNobody_StaysAsItIs(string name)
    {
        var reply = Replies.Named(name, Stages.Named("Paying"));

        Assert.Same(reply, Confidential.RemovedFrom(reply));
    }

    [Fact]
    public void CallbackBody_RenderedWhenItIsPutBack_IsTheOneOfTheWholeAndThenKept()
    {
        var whole = SampleStates.All["settled-active"]();
        var unrendered = Confidential.Of(whole) with { CallbackBody = null };

        var restored = unrendered.RestoredTo(Confidential.RemovedFrom(whole));
        Assert.Equal(whole.Callback!.Body, restored.Callback!.Body);

        var later = Confidential.Of(restored) with { Details = new(BeneficiaryName: "B. Other") };
        Assert.Equal(whole.Callback.Body, later.RestoredTo(Confidential.RemovedFrom(restored)).Callback!.Body);
    }

    [Fact]
    public void Text_OfIt_HoldsNoContent() =>
        Assert.Equal("Confidential", Confidential.Of(SampleStates.All["settled-active"]()).ToString());
}
