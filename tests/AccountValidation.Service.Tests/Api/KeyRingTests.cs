using AccountValidation.Service.Api;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Tests.Api;

/// <summary>Who a request comes from.</summary>
public sealed class KeyRingTests
{
    private static readonly KeyRing Ring = new(new()
    {
        Keys = [new("onboarding", "caller-key-1"), new("lending", "caller-key-2")],
        OperatorKeys = [new("ops", "operator-key")],
    });

    [Theory]
    [InlineData("caller-key-1", "onboarding", false)]
    [InlineData("caller-key-2", "lending", false)]
    [InlineData("operator-key", "operator:ops", true)]
    public void CallerOf_KnownKey_IsItsOwner(string key, string name, bool isOperator)
    {
        Assert.Equal(new Caller(name, isOperator, SeesAll: isOperator), Ring.CallerOf(Request(header: key)));
        Assert.Equal(new Caller(name, isOperator, SeesAll: isOperator), Ring.CallerOf(Request(query: key)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("caller-key")]
    [InlineData("caller-key-11")]
    [InlineData("CALLER-KEY-1")]
    [InlineData(" caller-key-1")]
    [InlineData("caller-key-1,caller-key-2")]
    [InlineData("onboarding")]
    public void CallerOf_WrongKey_IsNobody(string key)
    {
        Assert.Null(Ring.CallerOf(Request(header: key)));
        Assert.Null(Ring.CallerOf(Request(query: key)));
    }

    [Fact]
    public void CallerOf_NoKey_IsNobody() => Assert.Null(Ring.CallerOf(Request()));

    [Fact]
    public void CallerOf_BothGiven_BelievesTheHeader()
    {
        Assert.Null(Ring.CallerOf(Request(header: "wrong", query: "caller-key-1")));
        Assert.Equal("lending", Ring.CallerOf(Request(header: "caller-key-2", query: "wrong"))?.Name);
    }

    [Fact]
    public void CallerOf_HeaderGivenTwice_IsNobody()
    {
        var request = Request();
        request.Headers[KeyRing.HeaderName] = new(["caller-key-1", "caller-key-1"]);

        Assert.Null(Ring.CallerOf(request));
    }

    // In a URL a plus may mean itself: keys in base64 are full of them.
    [Theory]
    [InlineData("?code=a+b%2Fc%3D+d", true)]
    [InlineData("?code=a%2Bb%2Fc%3D%2Bd", true)]
    [InlineData("?x=1&CODE=a+b/c=+d", true)]
    [InlineData("?code=a%20b%2Fc%3D%20d", false)]
    [InlineData("?code=a+b%2Fc%3D+d&code=a+b%2Fc%3D+d", false)]
    [InlineData("?code=", false)]
    public void CallerOf_PlusInTheParameter_IsAPlus(string query, bool isKnown)
    {
        var ring = new KeyRing(new() { Keys = [new("lending", "a+b/c=+d")] });
        var request = Request();
        request.QueryString = new(query);

        Assert.Equal(isKnown, ring.CallerOf(request) is not null);
    }

    [Fact]
    public void CallerOf_SpaceInTheKey_IsWrittenAsAFormDoes()
    {
        var request = Request();
        request.QueryString = new("?code=a+b%20c");

        Assert.NotNull(new KeyRing(new() { Keys = [new("lending", "a b c")] }).CallerOf(request));
    }

    [Fact]
    public void CallerOf_CallerNamedAsAnOperator_IsNotTakenForOne()
    {
        var ring = new KeyRing(
            new() { Keys = [new("ops", "caller-key-1")], OperatorKeys = [new("ops", "operator-key")] });

        Assert.NotEqual(ring.CallerOf(Request(header: "caller-key-1")), ring.CallerOf(Request(header: "operator-key")));
    }

    [Fact]
    public void CallerOf_NoKeysConfigured_IsAnyoneAndMayDoEverything() =>
        Assert.Equal(new Caller("anyone", IsOperator: true, SeesAll: true), new KeyRing(new()).CallerOf(Request()));

    [Fact]
    public void CallerOf_KeyGivenToCallerAndOperator_IsTheOperators()
    {
        var ring = new KeyRing(
            new() { Keys = [new("lending", "shared-key")], OperatorKeys = [new("ops", "shared-key")] });

        Assert.True(ring.CallerOf(Request(header: "shared-key"))?.IsOperator);
    }

    private static HttpRequest Request(string? header = null, string? query = null)
    {
        var request = new DefaultHttpContext().Request;
        if (header is not null)
        {
            request.Headers[KeyRing.HeaderName] = header;
        }

        request.QueryString = query is null ? default : QueryString.Create(KeyRing.ParameterName, query);
        return request;
    }
}
