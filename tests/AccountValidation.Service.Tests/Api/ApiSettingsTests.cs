using AccountValidation.Service.Api;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Tests.Api;

/// <summary>
/// Keys as they are configured. A caller may have several at once, so that one can take another's place.
/// </summary>
public sealed class ApiSettingsTests
{
    [Fact]
    public void Read_OneKeyOfACaller_IsHis() =>
        Assert.Equal("onboarding", CallerOf("first-key", ("Api:Keys:onboarding", "first-key"))?.Name);

    [Theory]
    [InlineData("Api:Keys:onboarding", "Api:Keys:onboarding:1")]
    [InlineData("Api:Keys:onboarding:0", "Api:Keys:onboarding:1")]
    [InlineData("Api:Keys:onboarding:2026-11", "Api:Keys:onboarding:2026-12")]
    public void Read_SeveralKeysOfACaller_AreAllHisUnderOneName(string first, string second)
    {
        (string, string?)[] settings = [(first, "first-key"), (second, "second-key")];

        Assert.Equal(new Caller("onboarding", IsOperator: false, SeesAll: false), CallerOf("first-key", settings));
        Assert.Equal(new Caller("onboarding", IsOperator: false, SeesAll: false), CallerOf("second-key", settings));
    }

    [Fact]
    public void Read_SeveralKeysOfAnOperator_AreAllHis()
    {
        (string, string?)[] settings =
        [
            ("Api:OperatorKeys:ops", "first-key"),
            ("Api:OperatorKeys:ops:1", "second-key"),
        ];

        Assert.Equal(new Caller("operator:ops", IsOperator: true, SeesAll: true), CallerOf("first-key", settings));
        Assert.Equal(new Caller("operator:ops", IsOperator: true, SeesAll: true), CallerOf("second-key", settings));
    }

    [Fact]
    public void Read_CallerThatSeesAll_DoesSoWithEachKey()
    {
        (string, string?)[] settings =
        [
            ("Api:Keys:audit", "first-key"),
            ("Api:Keys:audit:1", "second-key"),
            ("Api:Keys:audit:SeesAll", "True"),
            ("Api:Keys:onboarding", "other-key"),
        ];

        Assert.Equal(new Caller("audit", IsOperator: false, SeesAll: true), CallerOf("first-key", settings));
        Assert.Equal(new Caller("audit", IsOperator: false, SeesAll: true), CallerOf("second-key", settings));
        Assert.Equal(new Caller("onboarding", IsOperator: false, SeesAll: false), CallerOf("other-key", settings));
        Assert.Null(CallerOf("True", settings));
    }

    [Fact]
    public void Read_SeesAllThatIsNoFlag_IsRefusedAndIsNoKey()
    {
        var reader = Configured.Reader(("Api:Keys:audit", "first-key"), ("Api:Keys:audit:SeesAll", "perhaps-so"));

        var settings = ApiSettings.Read(reader);

        Assert.StartsWith("Api:Keys:audit:SeesAll: ", Assert.Single(reader.Faults), StringComparison.Ordinal);
        Assert.Equal("first-key", Assert.Single(settings.Keys).Value);
        Assert.Empty(settings.SeeAll);
    }

    [Fact]
    public void Read_KeyTakenAway_IsNobodys() =>
        Assert.Null(CallerOf("first-key", ("Api:Keys:onboarding:1", "second-key")));

    [Theory]
    [InlineData("Api:Keys:onboarding")]
    [InlineData("Api:Keys:onboarding:1")]
    [InlineData("Api:OperatorKeys:ops:1")]
    public void Read_ShortKey_IsRefusedByNameAndNotShown(string setting)
    {
        var reader = Configured.Reader((setting, "2short!"));

        ApiSettings.Read(reader);

        var fault = Assert.Single(reader.Faults);
        Assert.StartsWith(setting + ":", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("2short!", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void Read_BlankKey_IsNone(string key)
    {
        var settings = ApiSettings.Read(
            Configured.Reader(
                ("Api:Keys:onboarding", key), ("Api:Keys:onboarding:1", key), ("Api:Keys:lending", "a-key-of-lending"))
        );

        Assert.Equal(["lending"], settings.Keys.Select(pair => pair.Key));
    }

    private static Caller? CallerOf(string key, params (string Name, string? Value)[] settings)
    {
        var reader = Configured.Reader(settings);
        var ring = new KeyRing(ApiSettings.Read(reader));
        Assert.Empty(reader.Faults);
        var request = new DefaultHttpContext().Request;
        request.Headers[KeyRing.HeaderName] = key;
        return ring.CallerOf(request);
    }
}
