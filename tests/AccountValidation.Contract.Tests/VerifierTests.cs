namespace AccountValidation.Contract.Tests;

/// <summary>
/// Tests the suite's own verifier with the vector that the reference libraries of Standard Webhooks share.
/// </summary>
public sealed class VerifierTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Timestamp = "1614265330";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    [Fact]
    public void Verifier_KnownVector_Verifies() =>
        Assert.True(WebhookVerifier.Verifies(Secret, Id, Timestamp, Signature, """{"test": 2432232314}"""u8));

    [Theory]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJeK", Timestamp, """{"test": 2432232314}""")]
    [InlineData(Id, "1614265331", """{"test": 2432232314}""")]
    [InlineData(Id, Timestamp, """{"test":2432232314}""")]
    public void Verifier_AnythingChanged_Refuses(string id, string timestamp, string body) =>
        Assert.False(
            WebhookVerifier.Verifies(Secret, id, timestamp, Signature, System.Text.Encoding.UTF8.GetBytes(body)));
}
