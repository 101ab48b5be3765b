using CsCheck;

namespace AccountValidation.Service.Tests.Api;

/// <summary>Equal requests have one fingerprint however they are written; different ones have different ones.</summary>
public sealed class FingerprintTests
{
    [Theory]
    [InlineData(
        """{ "customerAccountId": "banh_1", "customerId": "cst_1", "metadata": { "b": "2", "a": "1" }, "amount": 1 }"""
    )]
    [InlineData("""{"customerId":"cst_1","customerAccountId":"banh_1","amount":1.0,"metadata":{"a":"1","b":"2"}}""")]
    [InlineData(
        """{ "customerId": "cst_1", "customerAccountId": "banh_1", "amount": "1.00", """
            + """ "metadata": { "a": "1", "b": "2" }, "gateway": null }""")]
    [InlineData(
        """{ "\u0063ustomerId": "cst\u005f1", "customerAccountId": "banh_1", "amount": 1, """
            + """ "metadata": { "a": "\u0031", "b": "2" } }""")]
    public void Fingerprint_SameRequestWrittenOtherwise_IsTheSame(string body) =>
        Assert.Equal(
            Of(
                """
                { "customerId": "cst_1", "customerAccountId": "banh_1", "amount": 1,
                  "metadata": { "a": "1", "b": "2" } }
                """),
            Of(body));

    [Fact]
    public void Fingerprint_AnyFieldDiffers_IsAnother()
    {
        string[] bodies =
        [
            """{ "customerId": "a", "customerAccountId": "b" }""",
            """{ "customerId": "b", "customerAccountId": "a" }""",
            """{ "customerId": "a", "customerAccountId": "b", "routingId": "c" }""",
            """{ "customerId": "a", "customerAccountId": "b", "gateway": "c" }""",
            """{ "customerId": "a", "customerAccountId": "b", "amount": 1 }""",
            """{ "customerId": "a", "customerAccountId": "b", "amount": 1.01 }""",
            """{ "customerId": "a", "customerAccountId": "b", "callbackUrl": "https://c.example/" }""",
            """{ "customerId": "a", "customerAccountId": "b", "callbackUrl": "https://c.example" }""",
            """{ "customerId": "a", "customerAccountId": "b", "metadata": { "c": "d" } }""",
            """{ "customerId": "a", "customerAccountId": "b", "metadata": { "d": "c" } }""",
            """{ "customerId": "a", "customerAccountId": "b", "metadata": { "c": "d", "e": "" } }""",
        ];

        Assert.Equal(bodies.Length, bodies.Select(Of).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Fingerprint_AnyAmount_IsThatOfItsValue() =>
        Gen.Select(Gen.Int[1, 1000], Gen.Int[0, 4])
            .Sample(
                (paise, zeros) =>
                {
                    var plain = (paise / 100m).ToString(System.Globalization.CultureInfo.InvariantCulture);
                    var padded =
                        (plain.Contains('.', StringComparison.Ordinal) ? plain : plain + ".0") + new string('0', zeros);
                    return OfAmount(plain) == OfAmount(padded);
                });

    private static string OfAmount(string amount) =>
        Of($$"""{ "customerId": "a", "customerAccountId": "b", "amount": {{amount}} }""");

    private static string Of(string body) =>
        Parsing.Start(body).Request?.Fingerprint() ?? throw new InvalidOperationException("The request must be valid.");
}
