using System.Text.Json.Nodes;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Tests.StoredStates;

namespace AccountValidation.Core.Tests.State;

/// <summary>
/// States as released versions wrote them. A file is never edited: it stands for the databases that exist. When a test
/// here fails, a change of the core has made states unreadable or has changed what they mean.
/// </summary>
public sealed class GoldenTests
{
    private const string VersionOfToday = "Version2";

    // What earlier versions wrote and no rule reads any more.
    private static readonly string[] Gone = ["changeSeen", "lookedAt"];

    /// <summary>What the version before today's names wrote.</summary>
    public static TheoryData<string, string> Files => new()
    {
        { "in-flight-identified", "DropUnderWay" },
        { "cancelled-in-flight", "CANCELLED cancelled" },
        { "cancelled-drop-ended", "CANCELLED cancelled" },
        { "cancelled-paying-held", "CANCELLED cancelled" },
        { "cancelled-suspended-in-flight", "CANCELLED cancelled" },
        { "expired-confirming", "EXPIRED penny_drop_uncertain" },
        { "expired-not-proved", "EXPIRED penny_drop_uncertain" },
        { "expired-proved-absent", "EXPIRED attempts_used_up" },
        { "looking-behind", "Checking 1" },
        { "waiting-adopted-dated", "Waiting Adopted" },
        { "following-in-flight", "Confirming 0" },
        { "following-seen", "Waiting Seen" },
        { "following-elsewhere", "Confirming 0" },
    };

    /// <summary>
    /// What versions wrote that did not note which penny drop is open; from "looking" on also not whether a POST had
    /// left.
    /// </summary>
    public static TheoryData<string, string> EarlierFiles => new()
    {
        { "looking-refused", "Checking 1" },
        { "paying-not-sent", "Paying 1" },
        { "paying-held", "Paying 1" },
        { "paying-behind", "Paying 1" },
        { "paying-refused", "Paying 1" },
        { "in-flight-again", "DropUnderWay" },
        { "confirming-unread-date", "Confirming 1" },
        { "waiting-spent", "Waiting Unseen" },
        { "waiting-adopted-known", "Waiting Adopted" },
        { "waiting-refused-later", "Waiting NotProved" },
        { "settled-unchanged", "FAILURE account_failed_validation" },
        { "looking", "Checking 1" },
        { "paying", "Paying 1" },
        { "in-flight", "DropUnderWay" },
        { "in-flight-cancel-waiting", "DropUnderWay" },
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
        { "suspended-then-terminated", "DropUnderWay" },
        { "waiting-notified", "Waiting Seen" },
        { "settled-dead-letter-due", "ACTIVE" },
    };

    /// <summary>What today's version writes.</summary>
    public static TheoryData<string> FilesOfToday => [.. SampleStates.All.Keys];

    private static IEnumerable<string> Names => Files.Concat(EarlierFiles).Select(file => file.Data.Item1);

    [Theory]
    [MemberData(nameof(Files))]
    public void GoldenFile_LoadedAndWrittenAgain_IsTheSameTextInTodaysNames(string name, string stage)
    {
        var text = TextOf(name);
        var loaded = StateJson.Deserialize(text);
        Assert.Equal(stage, Stages.Describe(loaded));
        Assert.Equal(FormerStates.InTodaysNames(text), StateJson.Serialize(loaded));
    }

    [Theory]
    [MemberData(nameof(FilesOfToday))]
    public void GoldenFileOfToday_LoadedAndWrittenAgain_IsTheSameText(string name)
    {
        var text = TextOf(Path.Combine(VersionOfToday, name));
        var loaded = StateJson.Deserialize(text);
        Assert.Equal(Stages.Describe(SampleStates.All[name]()), Stages.Describe(loaded));
        Assert.Equal(text, StateJson.Serialize(loaded));
    }

    [Fact]
    public void GoldenFilesOfToday_InTheFolder_AreAllTested() =>
        Assert.Equal(
            SampleStates.All.Keys.Order(StringComparer.Ordinal),
            Directory
                .EnumerateFiles(Path.Combine(Folder, VersionOfToday), "*.json")
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(EarlierFiles))]
    public void EarlierFile_LoadedAndWrittenAgain_KeepsEveryMemberThatIsStillKnown(string name, string stage)
    {
        var text = TextOf(name);
        var loaded = StateJson.Deserialize(text);
        var written = StateJson.Serialize(loaded);
        Assert.Equal(stage, Stages.Describe(loaded));
        AssertKept(JsonNode.Parse(FormerStates.InTodaysNames(text)), JsonNode.Parse(written));
        Assert.Equal(written, StateJson.Serialize(StateJson.Deserialize(written)));
    }

    [Fact]
    public void GoldenFiles_OfWhatOperatorsDid_MeanWhatTheyMeant()
    {
        var suspended = Load("suspended");
        Assert.Equal(new OperatorControl(IsSuspended: true, IsTerminated: false, "bank holiday"), suspended.Control);
        Assert.Equal(Make.Start.AddSeconds(5), suspended.LastCheckAt);
        Assert.IsType<Step.Hold>(Lifecycle.Next(suspended, suspended.DeadlineAt));
        Assert.Equal(
            new OperatorControl(IsSuspended: false, IsTerminated: true, "customer left"),
            Load("suspended-then-terminated").Control);
        Assert.Equal(
            new Step.Wait(Make.Start.AddSeconds(10)),
            Lifecycle.Next(Load("waiting-notified"), Make.Start.AddSeconds(6)));
        Assert.Equal(
            new PendingDeadLetter(Make.Start.AddSeconds(5), Failures: 1),
            Load("settled-dead-letter-due").Callback?.DeadLetter);
    }

    [Fact]
    public void GoldenFiles_OfThePenny_MeanWhatTheyMeant()
    {
        Assert.Equal(Make.Start, Assert.IsType<Stage.Checking>(Load("looking-refused").Stage).RefusedAt);
        Assert.Equal(Make.Start.AddSeconds(2), Assert.IsType<Stage.Paying>(Load("paying-refused").Stage).RefusedAt);
        Assert.Equal(Make.Start.AddSeconds(2), Assert.IsType<Stage.Paying>(Load("paying-behind").Stage).BehindSince);
        Assert.Equal((false, false), (Load("paying-not-sent").PennyLeft, Load("paying-behind").PennyLeft));
        Assert.Equal(Make.Start.AddSeconds(242), Assert.IsType<Stage.Paying>(Load("paying-held").Stage).ClearFrom);
        Assert.Equal((true, true), (Load("paying-held").PennyLeft, Load("in-flight-again").PennyLeft));
        Assert.Equal("2026-11-13 10:00:00 UTC", Stages.BaselineOf(Load("confirming-unread-date"))?.UnreadDate);
        var spent = Assert.IsType<Stage.Waiting>(Load("waiting-spent").Stage);
        Assert.Equal(Make.Start.AddSeconds(3602), spent.UnchangedFrom);
        Assert.Equal(AccountStatus.Failure, Stages.BaselineOf(Load("waiting-adopted-known"))?.Status);
        Assert.True(Assert.IsType<Stage.Settled>(Load("settled-unchanged").Stage).Unchanged);
    }

    [Fact]
    public void GoldenFiles_OfTheOpenDrop_MeanWhatTheyMeant()
    {
        var sandbox = new JuspayIdentity("https://sandbox.juspay.in", "merchant-1");
        var own = new DropOrigin(Make.Id, Make.Request.CustomerAccountId, sandbox, Make.Start);
        Assert.Equal(own, Load("in-flight-identified").Drop);
        Assert.Equal("DropUnderWay", Stages.Describe(Stages.LeftBy(Load("cancelled-in-flight"))));
        Assert.Equal("DropUnderWay", Stages.Describe(Stages.LeftBy(Load("cancelled-suspended-in-flight"))));
        Assert.Equal(
            ("Waiting Unseen", sandbox),
            (Stages.Describe(Stages.LeftBy(Load("cancelled-drop-ended"))), Load("cancelled-drop-ended").Juspay));
        Assert.Equal(
            Make.Start.AddSeconds(242),
            Assert.IsType<Stage.Paying>(Stages.LeftBy(Load("cancelled-paying-held"))).ClearFrom);
        Assert.Equal("Confirming 2", Stages.Describe(Stages.LeftBy(Load("expired-confirming"))));
        Assert.Equal("Waiting NotProved", Stages.Describe(Stages.LeftBy(Load("expired-not-proved"))));
        Assert.Equal("Waiting ProvedAbsent", Stages.Describe(Stages.LeftBy(Load("expired-proved-absent"))));
        Assert.Equal(Make.Start.AddMinutes(1), Assert.IsType<Stage.Checking>(Load("looking-behind").Stage).BehindSince);
        Assert.Equal(
            new Baseline(AccountStatus.Active, Make.Start.AddMilliseconds(1500)),
            Load("looking-behind").LastAnswer?.Shown);
        Assert.Equal(
            new Baseline(AccountStatus.Pending, Make.Start.AddDays(-1)),
            Stages.BaselineOf(Load("waiting-adopted-dated")));
        var following = Load("following-in-flight");
        Assert.Equal((own, true, 1), (following.Drop, following.PennyLeft, following.UncertainAttempts));
        Assert.Equal(
            (Make.Id, 0),
            (
                Load("following-seen").Drop?.ValidationId,
                Assert.IsType<Stage.Waiting>(Load("following-seen").Stage).Checks));
        Assert.Equal(ReasonCodes.DropElsewhere, Projection.Of(Load("following-elsewhere")).Reason?.Code);
    }

    [Fact]
    public void GoldenFile_ThatNamesNoOperator_IsHeldByNobody() =>
        Assert.All(
            Names.Where(name =>
                name is not ("suspended" or "suspended-then-terminated" or "cancelled-suspended-in-flight")),
            name => Assert.Null(Load(name).Control));

    [Fact]
    public void GoldenFiles_InTheFolder_AreAllTested() =>
        Assert.Equal(
            Names.Order(StringComparer.Ordinal),
            Directory
                .EnumerateFiles(Folder, "*.json")
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal));

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
