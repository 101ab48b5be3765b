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
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "\\ud800",
        "\\",
        "null",
        "1e400",
        "-",
        "\u00fc",
        "\ufeff",
        "\"validation_status\":",
        "\"ACTIVE\"",
        "\"last_validated\":",
        "\"2023-06-06T13:29:53Z\"",
        "\"account_details\":",
        "\"vpa\":",
        "\"account_number\":",
        "\"error_info\":",
        "\"error_code\":",
        "\"code\":",
        "\"status\":",
        "\"error\":true",
        "\"id\":",
        "\"banh_1\"",
    ];

    private static readonly int[] JuspaysOwn = [400, 401, 403, 404, 422, 429];

    // JSON's own pieces in any order reach deeper than bytes of pure chance; both are tried.
    private static readonly Gen<byte[]> Bodies = Gen.OneOf(
        Gen.Byte.Array[0, 200],
        Gen.OneOf(Fragments).Array[0, 40].Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts))),
        Gen.Select(Gen.Int[0, Samples.ActiveBody.Length - 1], Gen.Byte, (at, value) => Damaged(at, value)),
        Gen.Int[0, Samples.ActiveBody.Length].Select(length => Samples.Utf8(Samples.ActiveBody[..length])));

    [Theory]
    [InlineData(Samples.ErrorBody)]
    [InlineData(Samples.ActiveBody)]
    public void Read_EveryStatus_HasItsReply(string body)
    {
        for (var status = 100; status <= 999; status++)
        {
            JuspayReply? expected = (status, body) switch
            {
                (200, Samples.ActiveBody) => null,
                (200, _) => new JuspayReply.Unclear(ReplyCauses.UnknownStatus),
                (400 or 404 or 422, Samples.ErrorBody) => new JuspayReply.Refused(status, "access_denied"),
                (401 or 403, Samples.ErrorBody) => new JuspayReply.KeyRefused(status, "access_denied"),
                (429, Samples.ErrorBody) => new JuspayReply.NotAccepted("http_429"),
                (400 or 401 or 403 or 404 or 422 or 429, _) => new JuspayReply.Unclear($"http_{status}_not_juspay"),
                _ => new JuspayReply.Unclear($"http_{status}"),
            };
            var reply = Read(status, body);
            Assert.True(expected is null ? reply is JuspayReply.Answered : reply == expected, $"{status}: {reply}");
        }
    }

    [Theory]
    [MemberData(nameof(StrangersBodies.All), MemberType = typeof(StrangersBodies))]
    public void Read_StrangersBody_IsUnclearAndKeepsTheWait(string body)
    {
        var wait = TimeSpan.FromSeconds(7);
        foreach (var status in JuspaysOwn)
        {
            var expected = new JuspayReply.Unclear($"http_{status}_not_juspay", wait);
            Assert.Equal(expected, Read(status, Samples.Utf8(body), wait));
        }
    }

    [Fact]
    public void Read_BodyBrokeOffOrIsTooLarge_IsNobodys()
    {
        foreach (var status in JuspaysOwn)
        {
            var cut = new BoundedBody(Samples.Utf8(Samples.ErrorBody), IsWhole: false);
            var expected = new JuspayReply.Unclear($"http_{status}_not_juspay");

            Assert.Equal(expected, Read(status, (BoundedBody?)null));
            Assert.Equal(expected, Read(status, cut));
        }
    }

    [Theory]
    [InlineData(200, ReplyCauses.ConnectionBroken)]
    [InlineData(500, "http_500")]
    public void Read_BodyBrokeOff_SaysSo(int status, string cause) =>
        Assert.Equal(new JuspayReply.Unclear(cause), Read(status, (BoundedBody?)null));

    [Fact]
    public async Task Read_AnswerOf300Kilobytes_IsTooLarge()
    {
        using var stream = new MemoryStream(Samples.Utf8(Samples.ActiveBody + new string(' ', 300 * 1024)));
        var body = await BoundedBody.ReadAsync(
            stream, ReplyReader.MaxBodyLength, TestContext.Current.CancellationToken);

        Assert.Equal(new JuspayReply.Unclear(ReplyCauses.AnswerTooLarge), Read(200, body));
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
    public void Read_AnyBytes_GivesOneOfTheReplies() =>
        Gen.Select(Gen.OneOf(200, 400, 401, 403, 404, 422, 429, 500), Bodies)
            .Sample(
                (status, bytes) =>
                {
                    var reply = Read(status, bytes);
                    return (status, reply) switch
                    {
                        (200, JuspayReply.Answered) => true,
                        (
                            200,
                            JuspayReply.Unclear { Cause: ReplyCauses.UnreadableAnswer or ReplyCauses.UnknownStatus }
                        ) => true,
                        (200, JuspayReply.Unclear { Cause: ReplyCauses.OtherAccount }) => true,
                        (200, _) => false,
                        (400 or 404 or 422, JuspayReply.Refused refused) => refused.HttpStatus == status,
                        (401 or 403, JuspayReply.KeyRefused refused) => refused.HttpStatus == status,
                        (429, JuspayReply.NotAccepted) => true,
                        (500, JuspayReply.Unclear { Cause: "http_500" }) => true,
                        (_, JuspayReply.Unclear { Cause: var cause }) => cause == ReplyCauses.NotJuspays(status),
                        _ => false,
                    };
                });

    [Fact]
    public void Read_AnyAccountNumberAndName_AreNeverShownPlain() =>
        Gen.Char["0123456789"]
            .Array[9, 18]
            .Select(digits => new string(digits))
            .Sample(number =>
            {
                var body =
                    $$"""
                    { "validation_status": "ACTIVE", "account_number": "{{number}}",
                      "account_details": { "vpa": "{{number}}@bank" } }
                    """;
                var details = ((JuspayReply.Answered)Read(200, body)).Account.Details;
                return details.MaskedAccountNumber == new string('*', number.Length - 4) + number[^4..]
                    && details.MaskedVpa is { } vpa
                    && !vpa.Contains(number[2..^2], StringComparison.Ordinal)
                    && Read(400, $$"""{"status":"","error_code":"{{number}}"}""")
                        is JuspayReply.Refused { ErrorCode: null };
            });

    private static JuspayReply Read(int status, string body) => Read(status, Samples.Utf8(body));

    private static JuspayReply Read(int status, byte[] body, TimeSpan? retryAfter = null) =>
        Read(status, new BoundedBody(body, IsWhole: true), retryAfter);

    private static JuspayReply Read(int status, BoundedBody? body, TimeSpan? retryAfter = null) =>
        ReplyReader.Read(Samples.AccountId, status, body, ReplyCauses.ConnectionBroken, retryAfter);

    private static byte[] Damaged(int at, byte value)
    {
        var bytes = Samples.Utf8(Samples.ActiveBody);
        bytes[at] = value;
        return bytes;
    }
}
