using AccountValidation.Core.Accounts;
using CsCheck;

namespace AccountValidation.Core.Tests.Accounts;

/// <summary>Masked texts keep too little to be used.</summary>
public sealed class MaskingTests
{
    [Theory]
    [InlineData("4225246777@yesg", "42******77@yesg")]
    [InlineData("", "")]
    [InlineData("@", "@")]
    [InlineData("@yesg", "@yesg")]
    [InlineData("a@yesg", "*@yesg")]
    [InlineData("ab@yesg", "**@yesg")]
    [InlineData("abc@yesg", "***@yesg")]
    [InlineData("abcd@yesg", "a**d@yesg")]
    [InlineData("abcdefg@yesg", "a*****g@yesg")]
    [InlineData("abcdefgh@yesg", "ab****gh@yesg")]
    [InlineData("abcdefghijklm@yesg", "ab*********lm@yesg")]
    [InlineData("no-at-sign", "no******gn")]
    [InlineData("a@b@yesg", "***@yesg")]
    [InlineData("trailing@", "tr****ng@")]
    [InlineData("yesg@4225246777", "y**g@******6777")]
    [InlineData("asha@hdfc0001234.ifsc.npci", "a**a@hdfc0001234.ifsc.npci")]
    [InlineData("a\U0001F600bcdefgh\U0001F600i@yesg", "a***********i@yesg")]
    public void Vpa_OfAnyShape_IsMasked(string vpa, string expected) => Assert.Equal(expected, Masking.Vpa(vpa));

    [Theory]
    [InlineData("123456789012", "********9012")]
    [InlineData("123456789", "*****6789")]
    [InlineData("12345678", "******78")]
    [InlineData("1234", "***4")]
    [InlineData("123", "***")]
    [InlineData("", "")]
    public void AccountNumber_OfAnyLength_IsMasked(string number, string expected) =>
        Assert.Equal(expected, Masking.AccountNumber(number));

    [Theory]
    [InlineData("HDFC0001234", "HDFC0001234")]
    [InlineData("Asha Rao", "Asha Rao")]
    [InlineData("12345678", "12345678")]
    [InlineData("123456789", "*****6789")]
    [InlineData("A/C 123456789012 of 0987654321", "A/C ********9012 of ******4321")]
    [InlineData("", "")]
    public void Numbers_InAnyText_AreMaskedWhereTheyAreLong(string text, string expected) =>
        Assert.Equal(expected, Masking.Numbers(text));

    [Fact]
    public void Vpa_OfAnyText_KeepsAtMostHalfOfTheName() => Gen.String.Sample(text =>
    {
        var name = text.Replace("*", "", StringComparison.Ordinal).Replace("@", "", StringComparison.Ordinal);
        var masked = Masking.Vpa(name + "@yesg");
        Assert.Equal(name.Length + "@yesg".Length, masked.Length);
        Assert.True(masked.Count(character => character == '*') * 2 >= name.Length);
    });

    [Fact]
    public void AccountNumber_OfAnyText_KeepsAtMostHalf() => Gen.String.Sample(text =>
    {
        var number = text.Replace("*", "", StringComparison.Ordinal);
        var masked = Masking.AccountNumber(number);
        Assert.Equal(number.Length, masked.Length);
        Assert.True(masked.Count(character => character == '*') * 2 >= number.Length);
    });
}
