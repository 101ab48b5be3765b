using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Tests.StoredStates;

namespace AccountValidation.Core.Tests.State;

/// <summary>States, accounts and outcomes of the version before today's names lose nothing.</summary>
public sealed class FormerNamesTests
{
    private static readonly Outcome Check = new Outcome.Checked(Make.Start, new JuspayReply.Unclear("time_out"));

    [Fact]
    public void FormerValidations_AllStages_AreThere()
    {
        var loaded = FormerStates.Validations.Select(StateJson.Deserialize).ToList();
        Assert.Equal(200, loaded.DistinctBy(validation => validation.Id).Count());
        Assert.Equal(
            Arms.Of<Stage>(),
            loaded
                .GroupBy(validation => validation.Stage.GetType().Name)
                .Where(stage => stage.Count() >= 25)
                .Select(stage => stage.Key)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void FormerValidations_LoadedAndWritten_AreTheSameInTodaysNames() =>
        Assert.All(FormerStates.Validations, former =>
            AssertSame(former, text => StateJson.Serialize(StateJson.Deserialize(text))));

    [Fact]
    public void FormerAccounts_LoadedAndWritten_AreTheSameInTodaysNames() =>
        Assert.All(FormerStates.Accounts, former =>
            AssertSame(former, text => AccountJson.Serialize(AccountJson.Deserialize(text))));

    [Fact]
    public void FormerOutcomes_AreRead()
    {
        Assert.Equal(Check, StepJson.DeserializeOutcome(WithKind(Check, "checked", "looked")));
        var drop = new Outcome.PennyDropEnded(Make.Start, new JuspayReply.Unclear("time_out"));
        Assert.Equal(drop, StepJson.DeserializeOutcome(WithKind(drop, "pennyDropEnded", "validated")));
    }

    // The caller chose these names.
    [Fact]
    public void Metadata_WithFormerNames_StaysAsItIs()
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["looks"] = "good",
            ["askedAt"] = "noon",
            ["kind"] = "looking",
        };
        var text = StateJson.Serialize(SampleStates.All["paying"]() with
        {
            Request = Make.Request with { Metadata = metadata },
        });

        var former = text.Replace("{\"version\":2", "{\"version\":1", StringComparison.Ordinal);

        Assert.Equal(metadata, StateJson.Deserialize(former).Request.Metadata);
    }

    // A version that reads a name wrongly must refuse the whole state: an absent member would mean something else.
    [Fact]
    public void FormerNames_InAStateOfToday_AreRefused() =>
        Assert.Throws<StateFormatException>(() =>
            StateJson.Deserialize(
                FormerStates
                    .Validations.First(text => text.Contains("\"inFlight\"", StringComparison.Ordinal))
                    .Replace("{\"version\":1", "{\"version\":2", StringComparison.Ordinal)));

    [Theory]
    [InlineData("""{"version":1,"validation":{"id":"val_1","id":"val_2"}}""")]
    [InlineData("""{"version":1,"validation":{"stage":{"kind":1}}}""")]
    [InlineData("""{"version":1,"validation":[]}""")]
    public void FormerState_ThatIsDamaged_IsRefused(string text) =>
        Assert.Throws<StateFormatException>(() => StateJson.Deserialize(text));

    [Theory]
    [InlineData("""{"version":1,"account":{"takenAt":1,"takenAt":2}}""")]
    [InlineData("""{"version":1,"account":{"openDrop":[]}}""")]
    public void FormerAccount_ThatIsDamaged_IsRefused(string text) =>
        Assert.Throws<StateFormatException>(() => AccountJson.Deserialize(text));

    [Theory]
    [InlineData("""{"kind":"looked","kind":"looked"}""")]
    [InlineData("""{"kind":1}""")]
    public void FormerOutcome_ThatIsDamaged_IsRefused(string text) =>
        Assert.Throws<StateFormatException>(() => StepJson.DeserializeOutcome(text));

    private static void AssertSame(string former, Func<string, string> rewritten)
    {
        var today = FormerStates.InTodaysNames(former);
        Assert.Equal(today, rewritten(former));
        Assert.Equal(today, rewritten(today));
    }

    private static string WithKind(Outcome outcome, string today, string former)
    {
        var text = StepJson.Serialize(outcome);
        Assert.Contains($"\"kind\":\"{today}\"", text, StringComparison.Ordinal);
        return text.Replace($"\"kind\":\"{today}\"", $"\"kind\":\"{former}\"", StringComparison.Ordinal);
    }
}
