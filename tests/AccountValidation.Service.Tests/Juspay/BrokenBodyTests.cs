using System.Text;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Service.Http;
using AccountValidation.Service.Juspay;
using CsCheck;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>
/// One broken character hides nothing but itself: neither the status, nor the other details, nor who answered.
/// </summary>
public sealed class BrokenBodyTests
{
    public static TheoryData<string> Broken =>
    [
        @"\ud83d", @"\ude00", @"\ud83d\ud83d", "\t", "\n", "\0", "\u001F", "\u00FC", "\u00FF\u00FE", "\u00C3(",
        "\u00ED\u00A0\u0080", "\u00F0\u009F", @"\x", @"\'", @"\u12", @"\uzzzz", @"\ ",
    ];

    [Theory]
    [MemberData(nameof(Broken))]
    public void Read_BrokenCharacterInAName_IsAnAnswerWithTheRest(string broken)
    {
        foreach (var field in new[] { "beneficiary_name", "bank_name", "ifsc" })
        {
            var account = Answered($$"""
                { "validation_status": "ACTIVE", "last_validated": "2023-06-06T13:29:53Z",
                  "account_details": { "vpa": "4225246777@yesg", "{{field}}": "RAM {{broken}}RAO" } }
                """);

            Assert.Equal(AccountStatus.Active, account.Status);
            Assert.Equal(new(2023, 6, 6, 13, 29, 53, TimeSpan.Zero), account.LastValidated);
            Assert.Equal("42******77@yesg", account.Details.MaskedVpa);
            var text = account.Details.BeneficiaryName ?? account.Details.BankName ?? account.Details.Ifsc;
            Assert.StartsWith("RAM ", text, StringComparison.Ordinal);
            Assert.EndsWith("RAO", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Read_BrokenCharacterElsewhere_IsAnAnswer(string broken)
    {
        string[] members = [$"\"x\": \"{broken}\"", $"\"x{broken}\": 1", $"\"last_validated\": \"{broken}\""];
        foreach (var member in members)
        {
            Assert.Equal(AccountStatus.Failure, Answered($"{{ {member}, \"validation_status\": \"FAILURE\" }}").Status);
            Assert.Equal(AccountStatus.Failure, Answered($"{{ \"validation_status\": \"FAILURE\", {member} }}").Status);
        }
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Read_BrokenCharacterInTheStatus_IsUnclear(string broken) => Assert.Equal(
        new JuspayReply.Unclear(ReplyCauses.UnknownStatus),
        Read(200, $$"""{ "validation_status": "ACT{{broken}}IVE" }"""));

    [Theory]
    [MemberData(nameof(Broken))]
    public void Read_BrokenCharacterInAnErrorsMessage_IsJuspaysError(string broken) => Assert.Equal(
        new JuspayReply.Refused(404, "unknown_account"),
        Read(404, $$"""{ "status": "error", "error_code": "unknown_account", "error_message": "No {{broken}}." }"""));

    [Theory]
    [InlineData("{ \"validation_status\": \"ACTIVE\", }")]
    [InlineData("{ \"validation_status\": \"ACTIVE\", \"x\": [1, 2,], }")]
    [InlineData("/* one */ { \"validation_status\": \"ACTIVE\" // two\n }")]
    [InlineData("\u00EF\u00BB\u00BF\u00EF\u00BB\u00BF{ \"validation_status\": \"ACTIVE\" }\0")]
    public void Read_AlmostJson_IsAnAnswer(string body) => Assert.Equal(AccountStatus.Active, Answered(body).Status);

    [Theory]
    [InlineData("{ \"validation_status\": \"ACTIVE\", \"bank_name\": \"RAM \\\" }")]
    [InlineData("{ \"validation_status\": \"ACTIVE\", \"bank_name\": \"RAM")]
    [InlineData("{ \"validation_status\": \"ACTIVE\" /* }")]
    [InlineData("{ 'validation_status': 'ACTIVE' }")]
    public void Read_BrokenBeyondRepair_IsUnclear(string body) =>
        Assert.Equal(new JuspayReply.Unclear(ReplyCauses.UnreadableAnswer), Read(200, body));

    // Nine digits are masked as an account number. A broken character must not leave two runs too short for that.
    [Theory]
    [InlineData(@"\ud83d")]
    [InlineData(@"\ude00\ude00")]
    [InlineData("\t")]
    [InlineData("\0")]
    [InlineData("\u00FC")]
    [InlineData("\u00FF\u00FE")]
    [InlineData("\u00F0\u009F")]
    public void Read_BrokenCharacterInANumber_DoesNotShowIt(string broken)
    {
        var number = $"12345{broken}67890";
        var details = Answered($$"""
            { "validation_status": "ACTIVE", "account_number": "{{number}}", "vpa": "{{number}}@{{number}}",
              "ifsc": "{{number}}", "bank_name": "A/C {{number}}", "beneficiary_name": "{{number}} RAO" }
            """).Details;

        var kept = StepJson.Serialize(new JuspayReply.Answered(new(AccountStatus.Active, null, details)));
        Assert.DoesNotContain("12345", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("67890", kept, StringComparison.Ordinal);
        Assert.Equal(5, kept.Split("7890").Length - 1);
    }

    [Fact]
    public void Read_AnyByteOfANameIsAnother_HidesNoStatus()
    {
        const string Body = """
            { "validation_status": "ACTIVE", "beneficiary_name": "ASHA RAO", "last_validated": "2023-06-06T13:29:53Z" }
            """;
        var from = Body.IndexOf("ASHA", StringComparison.Ordinal);
        var noneOfJsons = Gen.Byte.Where(value => value is not ((byte)'"' or (byte)'\\'));

        Gen.Select(Gen.Int[from, from + 7], noneOfJsons).Sample((at, value) =>
        {
            var bytes = Samples.Utf8(Body);
            bytes[at] = value;
            var account = (AccountBody.Read(Samples.AccountId, bytes) as JuspayReply.Answered)?.Account;

            return account is { Status: AccountStatus.Active, LastValidated: not null };
        });
    }

    private static AccountSnapshot Answered(string latin1) =>
        Assert.IsType<JuspayReply.Answered>(Read(200, latin1)).Account;

    private static JuspayReply Read(int status, string latin1)
    {
        var body = new BoundedBody(Encoding.Latin1.GetBytes(latin1), IsWhole: true);
        return ReplyReader.Read(Samples.AccountId, status, body, "", retryAfter: null);
    }
}
