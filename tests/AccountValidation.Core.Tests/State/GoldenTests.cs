using System.Text.Json.Nodes;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.State;

/// <summary>
/// States as released versions wrote them. A file is never edited: it stands for the databases that exist. When a test
/// here fails, a change of the core has made states unreadable or has changed what they mean.
/// </summary>
public sealed class GoldenTests
{
    // What earlier versions wrote and no rule reads any more.
    private static readonly string[] Gone = ["changeSeen", "lookedAt"];

    public static TheoryData<string, string> Files => new()
    {
        { "looking", "Looking 1" },
        { "paying", "Paying 1" },
        { "in-flight", "InFlight" },
        { "in-flight-cancel-waiting", "InFlight" },
        { "confirming", "Confirming 1" },
        { "waiting-adopted", "Waiting Adopted" },
        { "waiting-unseen", "Waiting Unseen" },
        { "waiting-answered", "Waiting Answered" },
        { "waiting-seen", "Waiting Seen" },
        { "waiting-proved-absent", "Waiting ProvedAbsent" },
        { "waiting-not-proved", "Waiting NotProved" },
        { "settled-active", "ACTIVE" },
        { "settled-reused", "ACTIVE" },
        { "settled-failure", "FAILURE account_failed_validation" },
        { "settled-rejected", "REJECTED unknown_account" },
        { "settled-expired", "EXPIRED juspay_key_refused" },
        { "settled-cancelled-without-callback", "CANCELLED cancelled" },
        { "suspended", "Waiting Seen" },
        { "suspended-then-terminated", "InFlight" },
        { "waiting-notified", "Waiting Seen" },
        { "settled-dead-letter-due", "ACTIVE" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void GoldenFile_LoadedAndWrittenAgain_KeepsEveryMemberThatIsStillKnown(string name, string stage)
    {
        var text = TextOf(name);
        var loaded = StateJson.Deserialize(text);
        var written = StateJson.Serialize(loaded);
        Assert.Equal(stage, Stages.Describe(loaded));
        AssertKept(JsonNode.Parse(text), JsonNode.Parse(written));
        Assert.Equal(written, StateJson.Serialize(StateJson.Deserialize(written)));
    }

    [Fact]
    public void GoldenFiles_OfWhatOperatorsDid_MeanWhatTheyMeant()
    {
        var suspended = Load("suspended");
        Assert.Equal(new OperatorControl(IsSuspended: true, IsTerminated: false, "bank holiday"), suspended.Control);
        Assert.Equal(Make.Start.AddSeconds(5), suspended.LastLookAt);
        Assert.IsType<Step.Hold>(Lifecycle.Next(suspended, suspended.DeadlineAt));
        Assert.Equal(new OperatorControl(IsSuspended: false, IsTerminated: true, "customer left"), Load("suspended-then-terminated").Control);
        Assert.Equal(new Step.Wait(Make.Start.AddSeconds(10)), Lifecycle.Next(Load("waiting-notified"), Make.Start.AddSeconds(6)));
        Assert.Equal(new PendingDeadLetter(Make.Start.AddSeconds(5), Failures: 1), Load("settled-dead-letter-due").Callback?.DeadLetter);
    }

    [Fact]
    public void GoldenFile_ThatNamesNoOperator_IsHeldByNobody() => Assert.All(
        Files.Select(file => file.Data.Item1).Where(name => name is not ("suspended" or "suspended-then-terminated")),
        name => Assert.Null(Load(name).Control));

    [Fact]
    public void GoldenFiles_InTheFolder_AreAllTested() => Assert.Equal(
        Files.Select(file => file.Data.Item1).Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    private static void AssertKept(JsonNode? before, JsonNode? after)
    {
        switch (before)
        {
            case JsonObject members:
                Assert.All(
                    members.Where(member => !Gone.Contains(member.Key)),
                    member => AssertKept(member.Value, after?[member.Key]));
                break;
            case JsonArray items:
                Assert.Equal(items.Count, after?.AsArray().Count);
                Assert.All(items, (item, index) => AssertKept(item, after?[index]));
                break;
            default:
                Assert.Equal(before?.ToJsonString(), after?.ToJsonString());
                break;
        }
    }

    private static Validation Load(string name) => StateJson.Deserialize(TextOf(name));

    private static string TextOf(string name) => File.ReadAllText(Path.Combine(Folder, $"{name}.json")).TrimEnd('\n');

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Golden");
}
