using System.Globalization;

namespace AccountValidation.Service.Tests.Api;

/// <summary>Amounts and metadata, at their bounds and beyond.</summary>
public sealed class StartRequestValueTests
{
    private const string NotANumber = "must be a decimal number.";
    private const string OutOfRange = "must be more than 0 and at most 10 (INR).";
    private const string TooFine = "must have at most two decimals.";

    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.0", "1")]
    [InlineData("1.50", "1.5")]
    [InlineData("0.14000", "0.14")]
    [InlineData("1.0000000000000000000000000000", "1")]
    [InlineData("\"1\"", "1")]
    [InlineData("\"2.25\"", "2.25")]
    [InlineData("0.01", "0.01")]
    [InlineData("10", "10")]
    [InlineData("10.00", "10")]
    public void Read_Amount_IsReadWithoutTrailingZeros(string json, string amount) =>
        Assert.Equal(
            amount, Parsing.StartWith($"\"amount\": {json}").Request?.Amount?.ToString(CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("0", OutOfRange)]
    [InlineData("-0", OutOfRange)]
    [InlineData("-1", OutOfRange)]
    [InlineData("0.000", OutOfRange)]
    [InlineData("10.01", OutOfRange)]
    [InlineData("79228162514264337593543950335", OutOfRange)]
    [InlineData("1.001", TooFine)]
    [InlineData("9.999", TooFine)]
    [InlineData("1e400", NotANumber)]
    [InlineData("1e0", NotANumber)]
    [InlineData("79228162514264337593543950336", NotANumber)]
    [InlineData("\"1,000\"", NotANumber)]
    [InlineData("\" 1\"", NotANumber)]
    [InlineData("\"NaN\"", NotANumber)]
    [InlineData("\"\"", NotANumber)]
    [InlineData("\"one\"", NotANumber)]
    [InlineData("\"\u0661\"", NotANumber)]
    [InlineData("true", NotANumber)]
    [InlineData("[1]", NotANumber)]
    [InlineData("{}", NotANumber)]
    public void Read_AmountThatCannotBe_SaysWhy(string json, string fault) =>
        Assert.Equal([fault], Parsing.StartWith($"\"amount\": {json}").Errors["amount"]);

    [Fact]
    public void Read_MetadataAtItsBounds_IsAccepted()
    {
        var pairs = Enumerable.Range(0, 20).Select(number => $"\"{Name(number, 64)}\": \"{new string('v', 512)}\"");

        Assert.Equal(20, Parsing.StartWith($"\"metadata\": {{ {string.Join(", ", pairs)} }}").Request?.Metadata.Count);
    }

    [Fact]
    public void Read_TooManyPairs_IsRefused()
    {
        var pairs = Enumerable.Range(0, 21).Select(number => $"\"{Name(number, 2)}\": \"\"");

        Assert.Equal(
            ["must not have more than 20 pairs."],
            Parsing.StartWith($"\"metadata\": {{ {string.Join(", ", pairs)} }}").Errors["metadata"]);
    }

    [Theory]
    [InlineData('\u00fc', 0, true)]
    [InlineData('\u00fc', 1, false)]
    [InlineData('<', 0, true)]
    [InlineData('<', 1, false)]
    public void Read_MetadataInAll_IsBoundedAsTheCallbackWritesIt(char character, int tooMuch, bool isAllowed)
    {
        // 20 pairs of 100 characters that are written as 6 each: with 19 commas, 2 braces, and 7 characters around each
        // value this leaves 127 of 12,288 bytes.
        var filler = new string('f', 127 + tooMuch);
        var pairs = Enumerable
            .Range(0, 20)
            .Select(number => $"\"{Name(number, 2)}\": \"{new string(character, 100)}{(number == 0 ? filler : "")}\"");

        var errors = Parsing.StartWith($"\"metadata\": {{ {string.Join(", ", pairs)} }}").Errors;

        Assert.Equal(isAllowed ? [] : ["metadata"], errors.Keys);
    }

    [Theory]
    [InlineData(65, 1, "must have a name of 1 to 64 characters.")]
    [InlineData(0, 1, "must have a name of 1 to 64 characters.")]
    [InlineData(1, 513, "must not be longer than 512 characters.")]
    public void Read_PairThatIsTooLong_IsRefused(int name, int value, string fault)
    {
        var errors = Parsing
            .StartWith($"\"metadata\": {{ \"{new string('n', name)}\": \"{new string('v', value)}\" }}")
            .Errors;

        Assert.Equal([fault], Assert.Single(errors).Value);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[\"a\"]")]
    public void Read_PairThatIsNoText_IsRefused(string value) =>
        Assert.Equal(
            ["must be a string."], Parsing.StartWith($"\"metadata\": {{ \"a\": {value} }}").Errors["metadata.a"]);

    [Theory]
    [InlineData("[]")]
    [InlineData("\"a\"")]
    [InlineData("1")]
    public void Read_MetadataThatIsNoObject_IsRefused(string json) =>
        Assert.Equal(["must be an object of strings."], Parsing.StartWith($"\"metadata\": {json}").Errors["metadata"]);

    [Theory]
    [InlineData("7", "must be a string.")]
    [InlineData("\"hooks\"", "must be an absolute URL such as https://onboarding.example/hooks.")]
    [InlineData(
        "\"https://127.0.0.1/\"",
        "names an address that is not public; this service calls public addresses only.")]
    public void Read_CallbackUrlThatCannotBe_SaysWhy(string json, string fault) =>
        Assert.Equal([fault], Parsing.StartWith($"\"callbackUrl\": {json}").Errors["callbackUrl"]);

    private static string Name(int number, int length) =>
        number.ToString(CultureInfo.InvariantCulture).PadLeft(length, '0');
}
