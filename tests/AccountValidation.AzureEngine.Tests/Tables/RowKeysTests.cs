using AccountValidation.AzureEngine.Tables;
using CsCheck;

namespace AccountValidation.AzureEngine.Tests.Tables;

public sealed class RowKeysTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly Gen<(DateTimeOffset Time, string Id)> AnyId = Gen.Select(
            Gen.Long[0, 8_000_000_000_000],
            Gen.Byte.Array[10],
            (milliseconds, random) => (DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), milliseconds, random))
        .Select(made => (made.Item1, "val_" + Ulid.NewUlid(made.Item1, made.random)));

    [Fact]
    public void Keys_OfTwoIds_SortTheNewestFirst() =>
        Gen.Select(AnyId, AnyId)
            .Sample(
                (one, other) =>
                {
                    var (first, second) = (RowKeys.Of(one.Id)!, RowKeys.Of(other.Id)!);
                    var keys = string.CompareOrdinal(first.Partition + first.Row, second.Partition + second.Row);
                    Assert.Equal(Math.Sign(string.CompareOrdinal(other.Id, one.Id)), Math.Sign(keys));
                    Assert.Equal(
                        Math.Sign(string.CompareOrdinal(other.Id, one.Id)),
                        Math.Sign(string.CompareOrdinal(first.Row, second.Row)));
                });

    [Fact]
    public void Row_TurnedRoundAgain_IsTheId() =>
        AnyId.Sample(made =>
            Assert.Equal(
                made.Id,
                "val_"
                    + string.Concat(
                        RowKeys
                            .Of(made.Id)!
                            .Row.Select(letter => Alphabet[^(Alphabet.IndexOf(letter, StringComparison.Ordinal) + 1)])))
        );

    [Fact]
    public void Partition_OfAnId_IsThatOfItsTime() =>
        AnyId.Sample(made => Assert.Equal(RowKeys.PartitionOf(made.Time), RowKeys.Of(made.Id)!.Partition));

    [Fact]
    public void Partition_OfALaterTime_IsNeverGreater() =>
        Gen.Select(Gen.DateTimeOffset, Gen.DateTimeOffset)
            .Sample(
                (one, other) =>
                {
                    var (earlier, later) = one <= other ? (one, other) : (other, one);
                    Assert.True(string.CompareOrdinal(RowKeys.PartitionOf(later), RowKeys.PartitionOf(earlier)) <= 0);
                    Assert.Equal(5, RowKeys.PartitionOf(later).Length);
                });

    [Fact]
    public void Keys_OfAnIdWithAnotherCharacter_AreThoseOfAnIdOrNone() =>
        Gen.Select(AnyId, Gen.Int[0, 29], Gen.Char["val_V019AZIOUaz' é"])
            .Sample(
                (made, place, character) =>
                {
                    var text = made.Id[..place] + character + made.Id[(place + 1)..];
                    var isId =
                        text.Length == 30
                        && text.StartsWith("val_", StringComparison.Ordinal)
                        && text[4..].All(letter => Alphabet.Contains(letter, StringComparison.Ordinal));
                    Assert.Equal(isId, RowKeys.Of(text) is not null);
                });

    [Theory]
    [InlineData("")]
    [InlineData("val_")]
    [InlineData("VAL_01JD3Z6Q2M8R5T7V9X0Y1A2B3C")]
    [InlineData("val_01JD3Z6Q2M8R5T7V9X0Y1A2B3")]
    [InlineData("val_01JD3Z6Q2M8R5T7V9X0Y1A2B3CC")]
    [InlineData("val_01JD3Z6Q2M8R5T7V9X0Y1A2B3I")]
    [InlineData("val_01jd3z6q2m8r5t7v9x0y1a2b3c")]
    [InlineData("msg_01JD3Z6Q2M8R5T7V9X0Y1A2B3C")]
    public void Keys_OfWhatIsNoId_AreNone(string text) => Assert.Null(RowKeys.Of(text));

    // Stored rows are found by these keys for ever. The id was made on 2024-11-20, day 20047 of Unix time.
    [Fact]
    public void Keys_OfAKnownId_AreThese() =>
        Assert.Equal(new("79952", "ZYDJW0S8XBQ7T5R4P2Z1YNXMWK"), RowKeys.Of("val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C"));
}
