using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using AccountValidation.Service.Api;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Tests.Api;

/// <summary>
/// The time that a check takes must tell nothing of what is right. No clock is read: what is held is how the comparison
/// is made. <c>tests/AccountValidation.Benchmarks</c> measures what comes of it.
/// </summary>
public sealed class SecretComparisonTests
{
    private const int HashLength = 32;

    private readonly List<(int Left, int Right)> _compared = [];

    [Fact]
    public void Comparison_OfTheProduct_IsTheFrameworksInConstantTime() =>
        Assert.Equal(
            typeof(CryptographicOperations).GetMethod(nameof(CryptographicOperations.FixedTimeEquals)),
            SecretHash.InConstantTime.Method);

    [Theory]
    [InlineData(typeof(KeyRing))]
    [InlineData(typeof(NotificationCredentials))]
    public async Task Comparison_OfWhatTheHostRegisters_IsTheProducts(Type type)
    {
        await using var wiring = new Wiring(Samples.Settings(new("http://127.0.0.1:1")) with
        {
            Api = new() { Keys = [new("onboarding", "caller-key-1")] },
        });

        var instance = typeof(Wiring).GetMethod(nameof(Wiring.Get))!.MakeGenericMethod(type).Invoke(wiring, null);

        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
            .Where(field => field.FieldType == typeof(HashEquals));
        Assert.Same(SecretHash.InConstantTime, Assert.Single(fields).GetValue(instance));
    }

    [Theory]
    [InlineData("caller-key-1")]
    [InlineData("caller-key-2")]
    [InlineData("operator-key")]
    [InlineData("Caller-key-1")]
    [InlineData("caller-key-0")]
    [InlineData("c")]
    [InlineData("")]
    public void CallerOf_AnyKey_ComparesEachKnownKeyOnceByAHashOfOneLength(string given)
    {
        var ring = new KeyRing(
            new()
            {
                Keys = [new("onboarding", "caller-key-1"), new("lending", "caller-key-2")],
                OperatorKeys = [new("ops", "operator-key")],
            },
            Noted);

        ring.CallerOf(RequestWith(KeyRing.HeaderName, given));

        Assert.Equal(Enumerable.Repeat((HashLength, HashLength), 3), _compared);
    }

    [Theory]
    [InlineData("Basic", "juspay:password-1")]
    [InlineData("Basic", "juspay:wrong")]
    [InlineData("Basic", "wrong:password-1")]
    [InlineData("Basic", "wrong:wrong")]
    [InlineData("Basic", "juspay")]
    [InlineData("Bearer", "juspay:password-1")]
    public void Admit_AnyCredentials_ComparesUserAndPasswordOnceEach(string scheme, string given)
    {
        var credentials = new NotificationCredentials(
            new() { NotificationUser = "juspay", NotificationPassword = "password-1" }, Noted);

        credentials.Admit(
            RequestWith("Authorization", $"{scheme} {Convert.ToBase64String(Encoding.UTF8.GetBytes(given))}"));

        Assert.Equal(Enumerable.Repeat((HashLength, HashLength), 2), _compared);
    }

    [Fact]
    public void Admit_NoneConfigured_AdmitsNobody()
    {
        var credentials = new NotificationCredentials(new());

        Assert.False(credentials.Admit(RequestWith("Authorization", "Basic Og==")));
        Assert.False(credentials.Admit(new DefaultHttpContext().Request));
    }

    private bool Noted(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        _compared.Add((left.Length, right.Length));
        return SecretHash.InConstantTime(left, right);
    }

    private static HttpRequest RequestWith(string header, string value)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers[header] = value;
        return request;
    }
}
