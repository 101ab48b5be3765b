using System.Text.Json;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.Functions.Tests.Support;

namespace AccountValidation.Functions.Tests.Orchestrations;

/// <summary>What has been logged once is not logged again by a replay.</summary>
public sealed class LogTests
{
    [Fact]
    public void Failure_WhileReplaying_IsNotLogged() =>
        Assert.Empty(
            new Orchestration(
                Turn.Of(Make.Id, Make.Accepted(), isRecorded: false, Make.Start).ToJson(), replaying: true)
                .Begin()
                .Fail()
                .Log.Lines);

    [Fact]
    public void Copy_WhileReplaying_IsNotLogged() =>
        Assert.Empty(new Orchestration(input: null, replaying: true).Begin().Log.Lines);

    [Fact]
    public void UnreadableInput_WhileReplaying_IsNotLogged() =>
        Assert.Empty(
            new Orchestration(JsonElement.Parse($$$"""{"engine":{"instance":"{{{Make.Id}}}"}}"""), replaying: true)
                .Begin()
                .Log.Lines);

    [Fact]
    public void OrdinaryLife_LogsNothing() =>
        Assert.Empty(Orchestration.Of(Make.Waiting(), until: Make.Start.AddSeconds(5)).Begin().FireTimer().Log.Lines);
}
