using AccountValidation.Service.Juspay;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>Juspay's error object in every documented shape, and its code only when it is safe to show.</summary>
public sealed class ErrorBodyTests
{
    [Theory]
    [InlineData(Samples.ErrorBody, "access_denied")]
    [InlineData(
        """{ "status": "invalid_request", "error_code": "invalid.param", "error_message": "No." }""",
        "invalid.param")]
    [InlineData("""{ "status": "", "error_code": " spaced " }""", "spaced")]
    [InlineData("""{ "error": true, "code": "E09", "message": "No." }""", "E09")]
    [InlineData("""{ "error": true, "status": 400, "code": "E10" }""", "E10")]
    [InlineData("""{ "status": "error", "error_info": { "code": "UNAUTHORIZED" } }""", "UNAUTHORIZED")]
    [InlineData("""{ "status": "error", "error_code": null, "error_info": { "code": "E11" } }""", "E11")]
    [InlineData("""{ "status": "error", "error_info": "none", "error_code": "E12" }""", "E12")]
    public void Read_DocumentedShapes_IsTheCode(string body, string code) =>
        Assert.Equal(new(code), ErrorBody.Read(Samples.Utf8(body)));

    [Theory]
    [MemberData(nameof(StrangersBodies.All), MemberType = typeof(StrangersBodies))]
    public void Read_StrangersBody_IsNull(string body) => Assert.Null(ErrorBody.Read(Samples.Utf8(body)));

    [Fact]
    public void Read_DocumentedBodyCutAnywhere_IsNull()
    {
        var body = Samples.Utf8(Samples.ErrorBody);

        Assert.All(Enumerable.Range(0, body.Length), length => Assert.Null(ErrorBody.Read(body.AsMemory(0, length))));
    }

    [Theory]
    [InlineData("123456")]
    [InlineData("account_123456789012_unknown")]
    [InlineData("4225246777@yesg")]
    [InlineData("Asha Rao")]
    [InlineData("<script>")]
    [InlineData("line\\nbreak")]
    [InlineData("fehler\\u00fc")]
    [InlineData("\\u0661\\u0662\\u0663\\u0664\\u0665\\u0666")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public void Read_CodeNotSafeToShow_IsJuspaysWithoutIt(string code) =>
        Assert.Equal(new(null), ErrorBody.Read(Samples.Utf8($$"""{ "status": "error", "error_code": "{{code}}" }""")));
}
