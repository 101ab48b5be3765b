using System.Text;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Http;
using AccountValidation.Service.Juspay;
using CsCheck;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>Every status, with every kind of body, becomes one reply.</summary>
public sealed class ReplyReaderTests
{
    private static readonly string[] Fragments =
    [
        "{", "}", "[", "]", "\"", ":", ",", "\\ud800", "\\", "null", "1e400", "-", "\u00fc", "\ufeff", "\"validation_status\":", "\"ACTIVE\"",
        "\"last_validated\":", "\"2023-06-06T13:29:53Z\"", "\"account_details\":", "\"vpa\":", "\"account_number\":", "\"error_info\":", "\"error_code\":", "\"code\":",
    ];

    // JSON's own pieces in any order reach deeper than bytes of pure chance; both are tried.
    private static readonly Gen<byte[]> Bodies = Gen.OneOf(
        Gen.Byte.Array[0, 200],
        Gen.OneOf(Fragments).Array[0, 40].Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts))),
        Gen.Select(Gen.Int[0, Samples.ActiveBody.Length - 1], Gen.Byte, (at, value) => Damaged(at, value)),
        Gen.Int[0, Samples.ActiveBody.Length].Select(length => Samples.Utf8(Samples.ActiveBody[..length])));

    [Fact]
    public void Read_EveryStatus_HasTheReplyOfRuleThree()
    {
        for (var status = 100; status <= 999; status++)
        {
            var reply = Read(status, Samples.ActiveBody);
            var kind = status switch
            {
                200 => typeof(JuspayReply.Answered),
                400 or 404 or 422 => typeof(JuspayReply.Refused),
                401 or 403 => typeof(JuspayReply.KeyRefused),
                429 => typeof(JuspayReply.NotAccepted),
                _ => typeof(JuspayReply.Unclear),
            };
            Assert.IsType(kind, reply);
            Assert.Equal(kind != typeof(JuspayReply.Unclear), reply is not JuspayReply.Unclear { Cause: var cause } || cause != $"http_{status}");
        }
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(500)]
    public void Read_BodyBrokeOff_KeepsWhatTheStatusSays(int status)
    {
        JuspayReply expected = status switch
        {
            200 => new JuspayReply.Unclear(ReplyCauses.ConnectionBroken),
            400 => new JuspayReply.Refused(400, null),
            401 => new JuspayReply.KeyRefused(401, null),
            429 => new JuspayReply.NotAccepted("http_429"),
            _ => new JuspayReply.Unclear("http_500"),
        };

        Assert.Equal(expected, ReplyReader.Read(status, body: null, ReplyCauses.ConnectionBroken, retryAfter: null));
    }

    [Fact]
    public async Task Read_AnswerOf300Kilobytes_IsTooLarge()
    {
        using var stream = new MemoryStream(Samples.Utf8(Samples.ActiveBody + new string(' ', 300 * 1024)));
        var body = await BoundedBody.ReadAsync(stream, ReplyReader.MaxBodyLength, TestContext.Current.CancellationToken);

        Assert.Equal(new JuspayReply.Unclear(ReplyCauses.AnswerTooLarge), ReplyReader.Read(200, body, "", retryAfter: null));
        Assert.Equal(new JuspayReply.Refused(404, null), ReplyReader.Read(404, body with { Bytes = Samples.Utf8("{ \"error_code\": ") }, "", retryAfter: null));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task BoundedBody_AroundTheBound_TellsWhetherItIsWhole(int beyond, bool isWhole)
    {
        const int Bound = 10_000;
        using var stream = new MemoryStream(new byte[Bound + beyond]);

        var body = await BoundedBody.ReadAsync(stream, Bound, TestContext.Current.CancellationToken);

        Assert.Equal(isWhole, body.IsWhole);
        Assert.Equal(Math.Min(Bound, Bound + beyond), body.Bytes.Length);
    }

    [Fact]
    public void Read_AnyBytes_GivesOneOfTheReplies() => Gen.Select(Gen.OneOf(200, 400, 401, 403, 404, 422, 429, 500), Bodies).Sample((status, bytes) =>
    {
        var reply = ReplyReader.Read(status, new BoundedBody(bytes, IsWhole: true), "", retryAfter: null);
        return (status, reply) switch
        {
            (200, JuspayReply.Answered or JuspayReply.Unclear { Cause: ReplyCauses.UnreadableAnswer or ReplyCauses.UnknownStatus }) => true,
            (400 or 404 or 422, JuspayReply.Refused refused) => refused.HttpStatus == status,
            (401 or 403, JuspayReply.KeyRefused refused) => refused.HttpStatus == status,
            (429, JuspayReply.NotAccepted) => true,
            (500, JuspayReply.Unclear) => true,
            _ => false,
        };
    });

    [Fact]
    public void Read_AnyAccountNumberAndName_AreNeverShownPlain() => Gen.Char["0123456789"].Array[9, 18].Select(digits => new string(digits)).Sample(number =>
    {
        var body = $$"""{ "validation_status": "ACTIVE", "account_number": "{{number}}", "account_details": { "vpa": "{{number}}@bank" } }""";
        var details = ((JuspayReply.Answered)Read(200, body)).Account.Details;
        return details.MaskedAccountNumber == new string('*', number.Length - 4) + number[^4..]
            && details.MaskedVpa is { } vpa && !vpa.Contains(number[2..^2], StringComparison.Ordinal)
            && ((JuspayReply.Refused)Read(400, $$"""{ "error_code": "no_{{number}}" }""")).ErrorCode is null;
    });

    private static JuspayReply Read(int status, string body) =>
        ReplyReader.Read(status, new BoundedBody(Samples.Utf8(body), IsWhole: true), "", retryAfter: null);

    private static byte[] Damaged(int at, byte value)
    {
        var bytes = Samples.Utf8(Samples.ActiveBody);
        bytes[at] = value;
        return bytes;
    }
}
