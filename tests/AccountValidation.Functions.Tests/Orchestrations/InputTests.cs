using System.Text.Json;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.Core.Json;
using AccountValidation.Functions.Tests.Support;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Functions.Tests.Orchestrations;

/// <summary>An instance runs only what was made for it and what it can read.</summary>
public sealed class InputTests
{
    private static readonly JsonElement Good = Turn.Of(Make.Id, Make.Accepted(), isRecorded: false, Make.Start)
        .ToJson();

    public static TheoryData<string> Unreadable => new(
        Good.GetRawText().Replace($"\"version\":{StateJson.Version}", "\"version\":99", StringComparison.Ordinal),
        Good.GetRawText().Replace("\"kind\":\"checking\"", "\"kind\":\"dreaming\"", StringComparison.Ordinal),
        Good.GetRawText().Replace("\"validationId\":", "\"validation\":", StringComparison.Ordinal),
        """{"later":{"all":"new"},"engine":{"instance":"val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C","form":2}}""");

    public static TheoryData<string> Foreign => new(
        "null",
        "7",
        "\"text\"",
        "[]",
        "{}",
        """{"engine":null}""",
        """{"engine":[]}""",
        """{"engine":{"instance":7}}""",
        """{"instance":"val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C"}""",
        Good.GetRawText().Replace("\"instance\":\"val_", "\"instance\":\"VAL_", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void InputOfANewerVersion_WaitsFiveMinutesAndStaysExactlyAsItIs(string text)
    {
        var orchestration = new Orchestration(JsonElement.Parse(text)) { GoesOn = false }.Begin();
        Assert.Equal(Make.Start.AddMinutes(5), orchestration.Turn.Timer.FireAt);
        Assert.Empty(orchestration.Turn.Statuses);

        orchestration.Raise(EventNames.Cancel).FireTimer();
        Assert.Equal(text, orchestration.Turn.Continued!.Input.GetRawText());
        Assert.True(orchestration.Turn.Continued.PreservesEvents);
        Assert.Empty(orchestration.Called);
        Assert.Equal([EventNames.Cancel], orchestration.Begin().Turn.Events.Unprocessed);
        Assert.Equal([LogLevel.Error, LogLevel.Error], orchestration.Log.Lines.Select(line => line.Level));
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public void InputOfSomebodyElse_EndsAtOnceWithoutAnyAction(string text) => AssertEnds(new(JsonElement.Parse(text)));

    [Fact]
    public void NoInput_EndsAtOnceWithoutAnyAction() => AssertEnds(new(input: null));

    [Fact]
    public void CopyUnderAnotherId_EndsAtOnceWithoutAnyAction() => AssertEnds(new(Good, id: "restarted"));

    [Fact]
    public void InstanceWithAnIdOfItsOwn_RunsTheInputThatNamesIt() =>
        Assert.Single(
            new Orchestration(
                Turn.Of("successor", Make.Accepted(), isRecorded: false, Make.Start).ToJson(), id: "successor")
                .Begin()
                .Called);

    private static void AssertEnds(Orchestration orchestration)
    {
        orchestration.Begin();
        Assert.True(orchestration.Turn.HasEnded);
        Assert.Null(orchestration.Turn.Output);
        Assert.Null(orchestration.Turn.Continued);
        Assert.Empty(orchestration.Turn.Activities);
        Assert.Empty(orchestration.Turn.Timers);
        Assert.Empty(orchestration.Turn.Statuses);
        Assert.Equal(0, orchestration.Turn.Events.Waiters);
        Assert.Equal(LogLevel.Warning, Assert.Single(orchestration.Log.Lines).Level);
    }
}
