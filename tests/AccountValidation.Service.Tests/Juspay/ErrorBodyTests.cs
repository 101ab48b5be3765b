using AccountValidation.Service.Juspay;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>Juspay's error code, in every shape that is documented, and only when it is safe to show.</summary>
public sealed class ErrorBodyTests
{
    private const string Documented = """
        { "status": "error", "error_code": "access_denied", "error_info": { "user_message": "Unauthorized.",
          "developer_message": "Invalid API Key. Please pass a valid and active api key.", "code": "UNAUTHORIZED", "category": "USER_ERROR" } }
        """;

    [Theory]
    [InlineData(Documented, "access_denied")]
    [InlineData("""{ "status": "invalid_request", "error_code": "invalid.param", "error_message": "No." }""", "invalid.param")]
    [InlineData("""{ "error": true, "code": "E09", "message": "No." }""", "E09")]
    [InlineData("""{ "error_info": { "code": "UNAUTHORIZED" } }""", "UNAUTHORIZED")]
    [InlineData("""{ "error_info": { "category": "USER_ERROR" }, "code": "E10" }""", "E10")]
    [InlineData("""{ "error_info": "none", "code": "E11" }""", "E11")]
    [InlineData("""{ "error_code": 4004 }""", "4004")]
    [InlineData("""{ "error_code": null, "code": "E12" }""", "E12")]
    public void CodeOf_DocumentedShapes_IsTheCode(string body, string code) => Assert.Equal(code, ErrorBody.CodeOf(Samples.Utf8(body)));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"access_denied\"")]
    [InlineData("<html>401</html>")]
    [InlineData("""{ "status": "error" }""")]
    [InlineData("""{ "error_code": "" }""")]
    [InlineData("""{ "error_code": { "code": "x" } }""")]
    [InlineData("""{ "error_code": "\ud800" }""")]
    [InlineData("""{ "error_code": "access_denied" """)]
    public void CodeOf_NoCode_IsNull(string body) => Assert.Null(ErrorBody.CodeOf(Samples.Utf8(body)));

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
    public void CodeOf_NotSafeToShow_IsNull(string code) => Assert.Null(ErrorBody.CodeOf(Samples.Utf8($$"""{ "error_code": "{{code}}" }""")));

    [Fact]
    public void CodeOf_AccountNumberAsANumber_IsNull() => Assert.Null(ErrorBody.CodeOf(Samples.Utf8("""{ "code": 123456789012 }""")));
}
