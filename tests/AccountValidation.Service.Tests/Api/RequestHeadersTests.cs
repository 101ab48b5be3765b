using AccountValidation.Service.Api;
using AccountValidation.Service.Intake;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AccountValidation.Service.Tests.Api;

/// <summary>Idempotency-Key and Prefer.</summary>
public sealed class RequestHeadersTests
{
    [Theory]
    [InlineData("wait=5", 5)]
    [InlineData("wait=0", 0)]
    [InlineData("wait=30", 30)]
    [InlineData("wait=99", 30)]
    [InlineData("wait=99999999999", 30)]
    [InlineData("wait=0000000000000005", 5)]
    [InlineData("WAIT=5", 5)]
    [InlineData("wait = 5", 5)]
    [InlineData("wait=\"5\"", 5)]
    [InlineData("wait=5; foo=bar", 5)]
    [InlineData("respond-async, wait=5", 5)]
    [InlineData("respond-async,wait=5,handling=lenient", 5)]
    [InlineData("wait=5, wait=9", 5)]
    public void ReadWait_Preference_IsRead(string prefer, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Wait(prefer));

    [Theory]
    [InlineData("")]
    [InlineData("respond-async")]
    [InlineData("wait")]
    [InlineData("wait=")]
    [InlineData("wait=soon")]
    [InlineData("wait=-5")]
    [InlineData("wait=1.5")]
    [InlineData("waiting=5")]
    [InlineData(",,=,;")]
    public void ReadWait_NoSuchPreference_IsNull(string prefer) => Assert.Null(Wait(prefer));

    [Fact]
    public void ReadWait_SeveralHeaders_FindsIt() =>
        Assert.Equal(TimeSpan.FromSeconds(5), Wait("respond-async", "wait=5"));

    [Fact]
    public void ReadWait_NoHeader_IsNull() => Assert.Null(RequestHeaders.ReadWait(new HeaderDictionary()));

    [Theory]
    [InlineData("a")]
    [InlineData("8e03978e-40d5-43e8-bc93-6894a57f9324")]
    [InlineData("key with space ~!")]
    public void ReadIdempotencyKey_Key_IsRead(string key)
    {
        var (read, errors) = Key(key);

        Assert.Equal(key, read);
        Assert.True(errors.IsEmpty);
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    [InlineData(0, false)]
    public void ReadIdempotencyKey_Length_IsBounded(int length, bool isAllowed)
    {
        var (read, errors) = Key(new string('k', length));

        Assert.Equal(isAllowed, read is not null);
        Assert.Equal(isAllowed, errors.IsEmpty);
    }

    [Theory]
    [InlineData("\u00fc")]
    [InlineData("a\tb")]
    [InlineData("a\u007fb")]
    public void ReadIdempotencyKey_NotPrintableAscii_IsAFault(string key)
    {
        var (read, errors) = Key(key);

        Assert.Null(read);
        Assert.Equal("Idempotency-Key", Assert.Single(errors.ToDictionary()).Key);
    }

    [Fact]
    public void ReadIdempotencyKey_GivenTwice_IsAFault() => Assert.False(Key("a", "a").Errors.IsEmpty);

    [Fact]
    public void ReadIdempotencyKey_NoHeader_IsNoFault()
    {
        var errors = new FieldErrors();

        Assert.Null(RequestHeaders.ReadIdempotencyKey(new HeaderDictionary(), errors));
        Assert.True(errors.IsEmpty);
    }

    private static TimeSpan? Wait(params string[] prefer) =>
        RequestHeaders.ReadWait(new HeaderDictionary { ["Prefer"] = new StringValues(prefer) });

    private static (string? Key, FieldErrors Errors) Key(params string[] keys)
    {
        var errors = new FieldErrors();
        return (
            RequestHeaders.ReadIdempotencyKey(
                new HeaderDictionary { ["Idempotency-Key"] = new StringValues(keys) }, errors),
            errors);
    }
}
