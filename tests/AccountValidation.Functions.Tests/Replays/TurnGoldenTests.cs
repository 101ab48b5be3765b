using System.Text.Json;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.Core;

namespace AccountValidation.Functions.Tests.Replays;

/// <summary>
/// Inputs as released versions wrote them. A file is never edited: it stands for instances that wait while a new
/// version is deployed.
/// </summary>
public sealed class TurnGoldenTests
{
    private const string Id = "val_01M8FSH08PCDWD9R4RH8EPE1C4";

    public static TheoryData<string> Files =>
        ["first", "waiting", "recorded", "after-failures", "step-decided", "wait-decided"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Turn_LoadedAndWrittenAgain_IsTheSameJson(string name) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(TextOf(name)), Load(name).ToJson()));

    [Theory]
    [MemberData(nameof(Files))]
    public void Turn_SaysWhichInstanceMayRunIt(string name)
    {
        Assert.True(Turn.IsFor(Id, JsonElement.Parse(TextOf(name))));
        Assert.Equal((Id, Id), (Load(name).ValidationId, Load(name).Instance));
        Assert.Equal(
            ("cst_zqqmw0v4exbhvv2l", "pending-20s-active.banh_kGvx5TGUmkRVC2dH"),
            (Load(name).CustomerId, Load(name).CustomerAccountId));
        Assert.Equal(("HDFC", "1.5"), (Load(name).Gateway, Load(name).Amount));
    }

    [Fact]
    public void Turns_MeanWhatTheyMeant()
    {
        Assert.Equal((null, false, 0), (Load("first").WaitUntil, Load("first").IsRecorded, Load("first").Failures));
        Assert.StartsWith("00-", Load("first").TraceParent, StringComparison.Ordinal);
        Assert.IsType<Stage.Checking>(Load("first").ReadState().Stage);
        Assert.Equal(
            DateTimeOffset.Parse("2026-11-28T00:40:30.5404817Z", System.Globalization.CultureInfo.InvariantCulture),
            Load("waiting").WaitUntil);
        Assert.IsType<Stage.Waiting>(Load("waiting").ReadState().Stage);
        Assert.True(Load("recorded").IsRecorded);
        Assert.Equal(ValidationStatus.Active, Load("recorded").ReadState().Status);
        Assert.Equal(3, Load("after-failures").Failures);
        Assert.Null(Load("waiting").Decided);
        Assert.Equal((new("DropPenny", 1), null), (Load("step-decided").Decided, Load("step-decided").WaitUntil));
        Assert.Equal(
            (DecidedStep.Wait, Load("waiting").WaitUntil),
            (Load("wait-decided").Decided, Load("wait-decided").WaitUntil));
    }

    [Fact]
    public void Turn_WithAFieldThatIsNotKnown_IsRead() =>
        Assert.NotNull(
            Turn.From(
                TextOf("waiting")
                    .Replace("\"failures\":0", "\"failures\":0,\"later\":{\"on\":true}", StringComparison.Ordinal)));

    [Fact]
    public void Files_InTheFolder_AreAllTested() =>
        Assert.Equal(
            Files.Select(file => file.Data).Order(StringComparer.Ordinal),
            Directory
                .EnumerateFiles(Folder, "*.json")
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal));

    private static Turn Load(string name) => Turn.From(TextOf(name))!;

    private static string TextOf(string name) => File.ReadAllText(Path.Combine(Folder, $"{name}.json")).TrimEnd('\n');

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Golden", "Turns");
}
