using System.IO.Compression;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Http;
using AccountValidation.Service.Juspay;
using CsCheck;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>Answers that were compressed though nobody asked for it.</summary>
public sealed class PackedBodyTests
{
    private const int Bound = 10_000;

    private static readonly byte[] Plain = Samples.Utf8(Samples.ActiveBody);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip", "GZip")]
    [InlineData("gzip", "x-gzip")]
    [InlineData("gzip", "")]
    [InlineData("gzip", "identity")]
    [InlineData("gzip", "br")]
    [InlineData("gzip", "deflate")]
    [InlineData("gzip", "zstd")]
    [InlineData("gzip", "gzip,gzip")]
    [InlineData("zlib", "deflate")]
    [InlineData("raw", "deflate")]
    [InlineData("br", "br")]
    [InlineData("br,gzip", "br,gzip")]
    [InlineData("gzip,gzip", "gzip")]
    [InlineData("gzip,gzip,gzip", "gzip,gzip")]
    [InlineData("", "gzip")]
    [InlineData("", "x-gzip,br")]
    [InlineData("", "deflate")]
    [InlineData("", "br")]
    [InlineData("", "zstd")]
    [InlineData("", "gzip,gzip,gzip,gzip")]
    public async Task Unpack_KnownCodingOrAHeaderThatLies_GivesThePlainBytes(string packing, string header) =>
        Assert.Equal(Plain, (await UnpackAsync(Packed(Plain, packing), header)).Bytes.ToArray());

    [Theory]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Unpack_AnyPlainAnswerUnderAHeaderThatLies_StaysAsItIs(string header)
    {
        var blanks = Gen.OneOf("", " ", "\r\n", "\t", "\uFEFF", "\uFEFF\n");
        await Gen.Select(blanks, Gen.String[Gen.Char.AlphaNumeric, 0, 40]).SampleAsync(async (blank, text) =>
        {
            var plain = Samples.Utf8($"{blank}{{\"{text}\":1}}");

            return (await UnpackAsync(plain, header)).Bytes.Span.SequenceEqual(plain);
        });
    }

    [Theory]
    [InlineData("br", "")]
    [InlineData("br", "gzip")]
    [InlineData("zlib", "")]
    [InlineData("gzip,br", "zstd")]
    [InlineData("gzip,gzip,gzip,gzip", "gzip,gzip")]
    public async Task Unpack_CodingNotNamed_IsNotGuessed(string packing, string header)
    {
        var unpacked = await UnpackAsync(Packed(Plain, packing), header);

        Assert.True(unpacked.IsWhole);
        Assert.Equal(new JuspayReply.Unclear(ReplyCauses.UnreadableAnswer), ReplyTo(unpacked));
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip", "")]
    [InlineData("zlib", "deflate")]
    [InlineData("raw", "deflate")]
    [InlineData("br", "br")]
    [InlineData("gzip,gzip", "gzip,gzip")]
    [InlineData("gzip,br", "gzip,br")]
    public async Task Unpack_Bomb_IsReadToTheBoundOnly(string packing, string header)
    {
        foreach (var (length, isWhole) in new[] { (Bound, true), (Bound + 1, false), (1000 * Bound, false) })
        {
            var unpacked = await UnpackAsync(Packed(new byte[length], packing), header);

            Assert.Equal((isWhole, Bound), (unpacked.IsWhole, unpacked.Bytes.Length));
        }
    }

    [Fact]
    public async Task Unpack_TwentyLayers_OpensThree()
    {
        // Each costs as much as the bound allows, and a header has room for thousands of them.
        var packed = Packed(Plain, Layers(20));

        Assert.Equal(Packed(Plain, Layers(17)), (await UnpackAsync(packed, Layers(20))).Bytes.ToArray());

        static string Layers(int count) => string.Join(',', Enumerable.Repeat("gzip", count));
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("zlib", "deflate")]
    [InlineData("raw", "deflate")]
    [InlineData("br", "br")]
    public async Task Unpack_StreamIsCutOrDamaged_IsTheAnswerOrUnreadable(string packing, string header)
    {
        var packed = Packed(Plain, packing);
        for (var length = 0; length < packed.Length; length++)
        {
            ExpectAnswerOrNone(await UnpackAsync(packed[..length], header));
        }

        await Gen.Select(Gen.Int[0, packed.Length - 1], Gen.Byte).SampleAsync(ExpectDamagedAsync);
        foreach (var value in Enumerable.Range(0, 256))
        {
            await ExpectDamagedAsync(1, (byte)value); // zlib has an exception of its own for some of them
        }

        async Task ExpectDamagedAsync(int at, byte value)
        {
            var damaged = packed.ToArray();
            damaged[at] = value;
            ExpectAnswerOrNone(await UnpackAsync(damaged, header), mayDiffer: packing is "raw" or "br");
        }
    }

    [Fact]
    public async Task Unpack_AnyBytesUnderAnyHeader_ThrowsNothing()
    {
        var headers = Gen.OneOf("gzip", "deflate", "br", "zstd", "");
        await Gen.Select(Gen.Byte.Array[0, 100], headers).SampleAsync(async (bytes, header) =>
            (await UnpackAsync(bytes, header)).Bytes.Length <= Bound);
    }

    [Fact]
    public async Task Unpack_BodyBeyondTheBound_StaysAsItIs()
    {
        var packed = new BoundedBody(Packed(Plain, "gzip"), IsWhole: false);

        Assert.Equal(packed, await PackedBody.UnpackAsync(packed, ["gzip"], Bound, Token));
    }

    // What was packed without a checksum may come out as another text, as it may without packing.
    private static void ExpectAnswerOrNone(BoundedBody unpacked, bool mayDiffer = false)
    {
        var reply = ReplyTo(unpacked);
        var isTheAnswer = reply == ReplyTo(new(Plain, IsWhole: true));
        Assert.True(isTheAnswer || reply is JuspayReply.Unclear || mayDiffer, reply.ToString());
    }

    private static JuspayReply ReplyTo(BoundedBody body) =>
        ReplyReader.Read(Samples.AccountId, 200, body, "", retryAfter: null);

    private static Task<BoundedBody> UnpackAsync(byte[] bytes, string header) => PackedBody.UnpackAsync(
        new(bytes, IsWhole: true), header.Split(',', StringSplitOptions.RemoveEmptyEntries), Bound, Token);

    private static byte[] Packed(byte[] bytes, string packing) =>
        packing.Split(',', StringSplitOptions.RemoveEmptyEntries).Aggregate(bytes, (inner, kind) => Pack(inner, kind));

    private static byte[] Pack(byte[] bytes, string kind)
    {
        using var packed = new MemoryStream();
        using (Stream stream = kind switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Optimal),
            "zlib" => new ZLibStream(packed, CompressionLevel.Optimal),
            "raw" => new DeflateStream(packed, CompressionLevel.Optimal),
            _ => new BrotliStream(packed, CompressionLevel.Optimal),
        })
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }
}
