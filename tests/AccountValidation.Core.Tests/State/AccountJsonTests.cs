using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Tests.StoredStates;

namespace AccountValidation.Core.Tests.State;

/// <summary>
/// An account that was stored and loaded is the same; what is none is refused. The golden files are never edited.
/// </summary>
public sealed class AccountJsonTests
{
    private static readonly string Good = AccountJson.Serialize(SampleStates.Accounts["in-flight"]());

    public static TheoryData<string> Names => [.. SampleStates.Accounts.Keys];

    public static TheoryData<string> OpenStages => [.. Stages.Names.Where(name => Stages.Named(name).HasOpenDrop)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Golden", "Accounts");

    [Theory]
    [MemberData(nameof(Names))]
    public void Account_StoredAndLoaded_IsTheSame(string name)
    {
        var account = SampleStates.Accounts[name]();
        Assert.Equal(account, AccountJson.Deserialize(AccountJson.Serialize(account)));
    }

    [Theory]
    [MemberData(nameof(OpenStages))]
    public void OpenDrop_StoredAndLoaded_IsTheSame(string stage)
    {
        var open = AccountRules.OpenDropOf(Stages.Named(stage))! with
        {
            Drop = new(
                "val_1",
                "banh_1",
                new("https://api.juspay.in", MerchantId: null),
                Make.Start.AddTicks(1),
                "cst_1"),
            UncertainAttempts = 2,
        };
        var loaded = AccountJson.Deserialize(AccountJson.Serialize(Account.Unknown with { OpenDrop = open }));
        Assert.Equal(open, loaded.OpenDrop);
        Assert.Equal((null, null, null), (loaded.RoutingId, loaded.LockedAt, loaded.LastAnswer));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GoldenFile_LoadedAndWrittenAgain_IsTheSameTextInTodaysNamesAndMeansTheSame(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, $"{name}.json")).TrimEnd('\n');
        var loaded = AccountJson.Deserialize(text);
        Assert.Equal(FormerStates.InTodaysNames(text), AccountJson.Serialize(loaded));
        Assert.Equal(WithoutCustomer(SampleStates.Accounts[name]()), loaded);
    }

    // The files are of the version that did not note under which customer id a drop was sent.
    private static Account WithoutCustomer(Account account) =>
        account.OpenDrop is { } open
            ? account with
            {
                OpenDrop = open with { Drop = open.Drop with { CustomerId = null } },
            }
            : account;

    [Fact]
    public void GoldenFiles_InTheFolder_AreAllTested() =>
        Assert.Equal(
            SampleStates.Accounts.Keys.Order(StringComparer.Ordinal),
            Directory
                .EnumerateFiles(Folder, "*.json")
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal));

    [Fact]
    public void SampleAccounts_AllOpenStages_AreThere() =>
        Assert.Equal(
            ["Confirming", "DropUnderWay", "Paying", "Waiting"],
            SampleStates
                .Accounts.Values.Select(account => account().OpenDrop?.Stage.GetType().Name)
                .OfType<string>()
                .Distinct()
                .Order(StringComparer.Ordinal));

    [Fact]
    public void Account_OfANewerVersion_IsRefusedNamingBothVersions()
    {
        var refused = Assert.Throws<StateFormatException>(() =>
            AccountJson.Deserialize("""{"version":7,"account":{"unheard":"of"}}"""));
        Assert.Contains("version 7", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"up to {AccountJson.Version}", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"version":1,"account":null}""")]
    [InlineData("""{"version":"one","account":{}}""")]
    [InlineData("""{"version":1,"account":{"openDrop":{"drop":null}}}""")]
    public void Text_ThatIsNoAccount_IsRefused(string text) =>
        Assert.Throws<StateFormatException>(() => AccountJson.Deserialize(text));

    [Fact]
    public void Refusal_OfWhatIsNoAccount_SaysWhatIsWrong()
    {
        Assert.Equal(
            "The text holds no account.",
            Assert.Throws<StateFormatException>(() => AccountJson.Deserialize("null")).Message);
        var unreadable = Assert.Throws<StateFormatException>(() => AccountJson.Deserialize("{"));
        Assert.Equal("The text is not readable JSON of an account.", unreadable.Message);
        Assert.NotNull(unreadable.InnerException);
    }

    [Fact]
    public void Account_CutOffAnywhere_IsRefused()
    {
        for (var length = 0; length < Good.Length; length++)
        {
            Assert.Throws<StateFormatException>(() => AccountJson.Deserialize(Good[..length]));
        }
    }

    // A stage without its kind, or of an unknown one, is never guessed at.
    [Theory]
    [InlineData("\"kind\":\"dropUnderWay\",", "")]
    [InlineData("\"kind\":\"dropUnderWay\"", "\"kind\":\"dreaming\"")]
    [InlineData("\"validationId\":\"val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C\"", "\"validationId\":null")]
    [InlineData("\"status\":\"Created\"", "\"status\":\"Unheard\"")]
    public void Account_WithAWrongMember_IsRefused(string from, string to)
    {
        Assert.Contains(from, Good, StringComparison.Ordinal);
        Assert.Throws<StateFormatException>(() =>
            AccountJson.Deserialize(Good.Replace(from, to, StringComparison.Ordinal)));
    }
}
