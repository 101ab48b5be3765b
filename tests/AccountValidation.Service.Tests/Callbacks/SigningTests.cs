using System.Security.Cryptography;
using AccountValidation.Service.Callbacks;

namespace AccountValidation.Service.Tests.Callbacks;

/// <summary>Signatures of Standard Webhooks 1.0.</summary>
public sealed class SigningTests
{
    private static readonly DateTimeOffset VectorTime = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    private static CallbackPayload VectorPayload =>
        new(new("https://receiver.example/"), "msg_p5jXN8AQM9LWM0D4loKWxJek", Samples.Utf8("""{"test": 2432232314}"""));

    [Fact]
    public void Sign_TheKnownAnswerVector_GivesItsSignature()
    {
        var delivery = VectorPayload.Sign([Samples.Secret], VectorTime);

        Assert.Equal("1614265330", delivery.Timestamp);
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", delivery.Signature);
    }

    [Fact]
    public void Sign_SeveralSecrets_GivesOneSignatureOfEachInOrder()
    {
        var (old, young) = (Samples.Secret, Secret(Convert.ToBase64String(new byte[32])));

        var both = VectorPayload.Sign([old, young], VectorTime).Signature.Split(' ');

        Assert.Equal(
            [VectorPayload.Sign([old], VectorTime).Signature, VectorPayload.Sign([young], VectorTime).Signature], both);
        Assert.NotEqual(both[0], both[1]);
        Assert.All(both, signature => Assert.StartsWith("v1,", signature, StringComparison.Ordinal));
    }

    [Fact]
    public void Sign_AnotherAttempt_HasItsOwnTimestampAndSignature()
    {
        var first = VectorPayload.Sign([Samples.Secret], VectorTime);
        var second = VectorPayload.Sign([Samples.Secret], VectorTime.AddSeconds(5.9));

        Assert.Equal("1614265335", second.Timestamp);
        Assert.NotEqual(first.Signature, second.Signature);
    }

    [Fact]
    public void Sign_TimeOfAnotherZone_IsTheSameInstant() =>
        Assert.Equal(
            "1614265330",
            VectorPayload.Sign([Samples.Secret], VectorTime.ToOffset(TimeSpan.FromHours(5.5))).Timestamp);

    [Fact]
    public void Sign_BodyThatIsNotText_SignsTheBytes()
    {
        byte[] body = [0xFF, 0x00, 0xC3];
        var delivery = new CallbackPayload(new("https://receiver.example/"), "msg_1", body).Sign(
            [Samples.Secret], VectorTime);

        byte[] signed = [.. Samples.Utf8("msg_1.1614265330."), .. body];
        var key = Convert.FromBase64String(Samples.SecretText["whsec_".Length..]);
        Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)), delivery.Signature);
    }

    [Fact]
    public void Sign_NoSecret_Throws() =>
        Assert.Throws<InvalidOperationException>(() => VectorPayload.Sign([], VectorTime));

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(0, false)]
    public void TryParse_Length_IsBounded(int bytes, bool isSecret)
    {
        var secret = SigningSecret.TryParse("whsec_" + Convert.ToBase64String(new byte[bytes]));

        Assert.Equal(isSecret, secret is not null);
        Assert.Equal(isSecret ? bytes : 0, secret?.Key.Length ?? 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_this is not base64 at all, not at all!")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS")]
    public void TryParse_NoSecret_IsRefused(string text) => Assert.Null(SigningSecret.TryParse(text));

    [Fact]
    public void ToString_OfAnything_ShowsNothing()
    {
        var delivery = VectorPayload.Sign([Samples.Secret], VectorTime);

        Assert.Equal("whsec_***", Samples.Secret.ToString());
        foreach (
            var text in new[]
            {
                $"{delivery}",
                $"{delivery.Payload}",
                $"{new CallbackSettings { Secrets = [Samples.Secret] }}",
            })
        {
            Assert.DoesNotContain("MfKQ9r8GKYqr", text, StringComparison.Ordinal);
            Assert.DoesNotContain("2432232314", text, StringComparison.Ordinal);
        }
    }

    private static SigningSecret Secret(string base64) =>
        SigningSecret.TryParse("whsec_" + base64) ?? throw new InvalidOperationException("No secret.");
}
