using System.Text.Json;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Views;
using AccountValidation.Service.Juspay;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>The account's details: wherever they stand, whatever their type, masked.</summary>
public sealed class AccountDetailsTests
{
    private const string Bank =
        "\"account_number\": \"123456789012\", \"ifsc\": \"HDFC0000001\", \"bank_name\": \"HDFC Bank\", "
        + "\"beneficiary_name\": \"Asha Rao\"";

    private static readonly AccountDetails MaskedBank = new(
        MaskedAccountNumber: "********9012", Ifsc: "HDFC0000001", BankName: "HDFC Bank", BeneficiaryName: "Asha Rao");

    [Theory]
    [InlineData("\"account_details\": {" + Bank + "}")]
    [InlineData(Bank)]
    [InlineData("\"account_details\": null, " + Bank)]
    [InlineData("\"account_details\": [], " + Bank)]
    [InlineData("\"account_details\": \"none\", " + Bank)]
    [InlineData("\"account_details\": {}, " + Bank)]
    public void Read_DetailsNestedOrAtTheTop_AreFoundAndMasked(string fields) => Assert.Equal(MaskedBank, Read(fields));

    [Fact]
    public void Read_DetailsInBothPlaces_TakesTheNestedOnes() =>
        Assert.Equal(
            new(MaskedVpa: "as*****ao@upi"),
            Read("\"vpa\": \"somebody@else\", \"account_details\": { \"vpa\": \"asha.arao@upi\" }"));

    [Fact]
    public void Read_AccountNumberAsANumber_IsMasked() =>
        Assert.Equal(new(MaskedAccountNumber: "********9012"), Read("\"account_number\": 123456789012"));

    [Theory]
    [InlineData("\"vpa\": {}, \"account_number\": []")]
    [InlineData("\"vpa\": null, \"ifsc\": true")]
    [InlineData("\"vpa\": \"\", \"ifsc\": \"  \"")]
    [InlineData("\"x\": 1")]
    public void Read_DetailsOfOtherTypes_AreMissing(string fields) => Assert.Equal(AccountDetails.None, Read(fields));

    [Theory]
    [InlineData("4225246777@yesg")]
    [InlineData("4225246777")]
    [InlineData("12345@67890@bank")]
    [InlineData("ab@upi")]
    public void Read_AnyVpa_DoesNotComeOutPlain(string vpa)
    {
        var masked = Read($"\"vpa\": \"{vpa}\"").MaskedVpa;

        Assert.NotNull(masked);
        Assert.NotEqual(vpa, masked);
        Assert.Contains("**", masked, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TextsThatAreTooLong_AreCut()
    {
        var details = Read(
            $"\"bank_name\": \"{new string('b', 5000)}\", \"account_number\": \"{new string('7', 5000)}\"");

        Assert.Equal(256, details.BankName?.Length);
        Assert.Equal(new string('*', 252) + "7777", details.MaskedAccountNumber);
    }

    [Theory]
    [InlineData("ifsc")]
    [InlineData("bank_name")]
    [InlineData("beneficiary_name")]
    public void Read_AccountNumberInAnotherField_DoesNotComeOutPlain(string field)
    {
        var reply = new JuspayReply.Answered(
            new(
                AccountStatus.Active,
                null,
                Read($"\"account_number\": \"123456789012\", \"{field}\": \"A/C 123456789012\"")));

        Assert.Contains("A/C ********9012", StepJson.Serialize(reply), StringComparison.Ordinal);
        Assert.DoesNotContain("123456789012", StepJson.Serialize(reply), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"beneficiary_name\": \"{0}\uD83D\uDE00\"", 255)]
    [InlineData("\"vpa\": \"a\uD83D\uDE00bcdefgh\uD83D\uDE00i@yesg\"", 0)]
    [InlineData("\"account_number\": \"12345678\uD83D\uDE00123\"", 0)]
    public void Read_CutWhereASurrogatePairIs_IsTheSameAgainAfterItWasKept(string fields, int length)
    {
        var reply = new JuspayReply.Answered(
            new(
                AccountStatus.Active,
                null,
                Read(fields.Replace("{0}", new string('n', length), StringComparison.Ordinal))));

        Assert.Equal(reply, StepJson.DeserializeReply(StepJson.Serialize(reply)));
    }

    [Fact]
    public void Read_CutInsideASurrogatePair_CanBeStoredAndShown()
    {
        var details = Read($"\"beneficiary_name\": \"{new string('n', 255)}\U0001F600\"");
        var settings = Samples.Settings(new("http://localhost/"));
        var reply = new JuspayReply.Answered(new(AccountStatus.Active, null, details));
        var settled = Lifecycle.Apply(
            Samples.DueToPay(settings),
            new Core.Outcome.PennyDropEnded(Samples.Now, reply, new(AccountStatus.Created, null)),
            Samples.Now);

        var stored = StateJson.Deserialize(StateJson.Serialize(settled));
        var shown = JsonSerializer.Serialize(Projection.Of(settled), ContractJson.Default.ValidationView);

        Assert.StartsWith("nnn", stored.LastSeen?.Details.BeneficiaryName, StringComparison.Ordinal);
        Assert.Contains("nnn", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Reply_Printed_NamesNoPerson()
    {
        var reply = ReplyTo(Bank);

        Assert.DoesNotContain("9012", reply.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Asha", reply.ToString(), StringComparison.Ordinal);
    }

    private static AccountDetails Read(string fields) =>
        Assert.IsType<JuspayReply.Answered>(ReplyTo(fields)).Account.Details;

    private static JuspayReply ReplyTo(string fields) =>
        AccountBody.Read(Samples.AccountId, Samples.Utf8($"{{ \"validation_status\": \"ACTIVE\", {fields} }}"));
}
