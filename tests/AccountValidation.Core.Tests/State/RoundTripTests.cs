using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.State;

/// <summary>A validation that was stored and loaded goes on as if it never had been.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<string> Names => [.. SampleStates.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void State_StoredAndLoaded_IsTheSameValidation(string name)
    {
        var lived = SampleStates.All[name]();
        var loaded = StateJson.Deserialize(StateJson.Serialize(lived));
        Assert.Equal(lived.Stage, loaded.Stage);
        Assert.Equal(lived.Callback, loaded.Callback);
        Assert.Equal(lived.CancelRequestedAt, loaded.CancelRequestedAt);
        Assert.Equal(lived.CallFailure, loaded.CallFailure);
        Assert.Equal(lived.Control, loaded.Control);
        Assert.Equal((lived.Drop, lived.LastAnswer, lived.Juspay), (loaded.Drop, loaded.LastAnswer, loaded.Juspay));
        Assert.Equal(AccountRules.OpenDropOf(lived), AccountRules.OpenDropOf(loaded));
        Assert.Equal(lived.LastCheckAt, loaded.LastCheckAt);
        Assert.Equal(lived.Request.RoutingId, loaded.Request.RoutingId);
        Assert.Equal(lived.UncertainAttempts, loaded.UncertainAttempts);
        Assert.Equivalent(lived.Terms, loaded.Terms, strict: true);
        Assert.Equivalent(Projection.Of(lived), Projection.Of(loaded), strict: true);
        Assert.Equal(Lifecycle.Next(lived, Stages.Due), Lifecycle.Next(loaded, Stages.Due));
    }

    [Theory]
    [InlineData(true, "\"isBulk\":true")]
    [InlineData(false, "")]
    public void State_LiveOrBulk_IsKeptAndNamedOnlyWhereItIsBulk(bool isBulk, string named)
    {
        var accepted = Lifecycle.Accept(Make.Id, Make.Request, Make.Terms, Make.Start, isBulk);

        var text = StateJson.Serialize(accepted);

        Assert.Equal((isBulk, isBulk), (accepted.IsBulk, StateJson.Deserialize(text).IsBulk));
        Assert.Equal(named.Length > 0, text.Contains("isBulk", StringComparison.Ordinal));
        Assert.Contains(named, text, StringComparison.Ordinal);
    }

    [Fact]
    public void SampleStates_AllStages_AreThere()
    {
        var states = SampleStates.All.Values.Select(state => state()).ToList();
        Assert.Equal(
            Arms.Of<Stage>(),
            states.Select(state => state.Stage.GetType().Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            Enum.GetValues<DropEvidence>(),
            states
                .Select(state => state.Stage)
                .OfType<Stage.Waiting>()
                .Select(stage => stage.Evidence)
                .Distinct()
                .Order());
        Assert.Equal(Enum.GetValues<ValidationStatus>(), states.Select(state => state.Status).Distinct().Order());
        Assert.Equal(
            ["Confirming", "DropUnderWay", "Paying", "Waiting"],
            states
                .Select(Stages.LeftBy)
                .OfType<Stage>()
                .Select(stage => stage.GetType().Name)
                .Distinct()
                .Order(StringComparer.Ordinal));
    }
}
