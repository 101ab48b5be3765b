using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using AccountValidation.Service.Juspay;
using CsCheck;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>What a repair makes of broken JSON. The texts are Latin-1: a character is a byte.</summary>
public sealed class JsonRepairTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", ",", "\"", "\"a\":", "1", "null", "\\", "\\u", "\\ud83d", "\\ude00", "\\u00", "\\n",
        "\\x", "\\'", "/*", "*/", "//", "\n", "\0", "\t", "\u007F",
        "\u00FC", "\u00C3\u00BC", "\u00F0\u009F\u0098\u0080",
        "\u00F0\u009F", "\u00ED\u00A0\u0080", "\u00FF",
    ];

    [Theory]
    [InlineData(@"RAM \ud83d", "RAM \uFFFD")]
    [InlineData(@"RAM \ude00", "RAM \uFFFD")]
    [InlineData(@"\ud83d\ud83d\ude00", "\uFFFD\U0001F600")]
    [InlineData(@"\ud83dx\ude00", "\uFFFDx\uFFFD")]
    [InlineData(@"\ud83d\u0041", "\uFFFDA")]
    [InlineData(@"\ud83d\u00", "\uFFFD\uFFFD00")]
    [InlineData("RAM\tRAO\n\0\u001F", "RAM\tRAO\n\0\u001F")]
    [InlineData("J\u00FCrgen", "J\uFFFDrgen")] // Latin-1
    [InlineData("J\u00C3\u00BCrgen \u00FF", "J\u00FCrgen \uFFFD")]
    [InlineData("\u00F0\u009F\u0098", "\uFFFD")] // cut
    [InlineData("\u00ED\u00A0\u00BD", "\uFFFD\uFFFD\uFFFD")] // half a pair as three bytes
    [InlineData("\u00C0\u0080", "\uFFFD\uFFFD")] // overlong
    [InlineData(@"O\'Brien", "O'Brien")]
    [InlineData(@"\x41", "\uFFFDx41")]
    [InlineData(@"C:\Users", "C:\uFFFDUsers")]
    [InlineData("\\\n\\\t", "\uFFFD\n\uFFFD\t")]
    [InlineData("\\\u00FC", "\uFFFD\uFFFD")]
    [InlineData(@"\u12g4", "\uFFFD12g4")]
    [InlineData(@"\u", "\uFFFD")]
    [InlineData(@"\u123", "\uFFFD123")]
    [InlineData(@"\U0041", "\uFFFDU0041")]
    [InlineData(@"\u+041\u 41", "\uFFFD+041\uFFFD 41")]
    [InlineData(@"\\ud83d \\\"" \/\b\f\r", "\\ud83d \\\" /\b\f\r")]
    [InlineData("/* no comment */ // here,]", "/* no comment */ // here,]")]
    public void Repair_BrokenText_LosesWhatIsBrokenAlone(string broken, string text)
    {
        using var document = Repaired($"{{\"name\":\"{broken}\",\"after\":[1,\"{broken}\"]}}");

        Assert.Equal(text, document.RootElement.GetProperty("name").GetString());
        Assert.Equal(text, document.RootElement.GetProperty("after")[1].GetString());
    }

    [Theory]
    [InlineData("\u00EF\u00BB\u00BF{\"a\":1}")]
    [InlineData("{\"a\":1}\0\0")]
    [InlineData("\v{\u00A0\"a\"\u00E2\u0080\u008B:\f1\u007F}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("// it's\r\n{\"a\":/* \"b\": \u00FC */1}//")]
    [InlineData("/**/{/***/\"a\":1,/*/ }*/}/* */")]
    [InlineData("{\"a\":1// \"\n}")]
    public void Repair_BrokenBetweenTheTexts_IsRead(string broken)
    {
        using var document = Repaired(broken);

        Assert.Equal(1, document.RootElement.GetProperty("a").GetInt32());
    }

    [Theory]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1} x")]
    [InlineData("{\"a\":1} /* no end")]
    [InlineData("{\"a\":1} /*/")]
    [InlineData("{\"a\":1} /")]
    [InlineData("{\"a\":1,,}")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":1\0002}")]
    [InlineData("{\"a\":tr\u00FCe}")]
    [InlineData("{\"a\":\"no end\\\"}")]
    [InlineData("<html>")]
    public void Repair_BrokenOtherwise_StaysUnreadable(string broken) =>
        Assert.ThrowsAny<JsonException>(() => Repaired(broken));

    [Fact]
    public void Repair_AnyPieces_GivesTextThatCanBeRead() => Gen.OneOf(Pieces).Array[0, 30].Sample(pieces =>
    {
        var repaired = JsonRepair.Repair(Encoding.Latin1.GetBytes(string.Concat(pieces)));

        return Utf8.IsValid(repaired.Span) && repaired.Span.SequenceEqual(JsonRepair.Repair(repaired.Span).Span);
    });

    [Fact]
    public void Repair_ValidJson_StaysTheSame() => Gen.String.Array[0, 5].Sample(texts =>
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(texts.Select((text, at) => new { at, text }));

        return JsonRepair.Repair(json).Span.SequenceEqual(json);
    });

    [Theory]
    [InlineData("/*")]
    [InlineData("/* ")]
    [InlineData("//")]
    [InlineData("/*/\"")]
    [InlineData("\"")]
    [InlineData("\"\\")]
    [InlineData("\\ud83d")]
    [InlineData("\u00F0\u009F\u0098")]
    public async Task Repair_MegabytesOfTheWorst_TakesNoLongerThanTheirLength(string piece)
    {
        // Work that grew with the square of the length would take days.
        var worst = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(piece, 4 * 1024 * 1024 / piece.Length)));
        byte[] text = [(byte)'"', .. worst];

        await Task.Run(() => JsonRepair.Repair(worst), TestContext.Current.CancellationToken).InTime();
        await Task.Run(() => JsonRepair.Repair(text), TestContext.Current.CancellationToken).InTime();
    }

    private static JsonDocument Repaired(string json) =>
        JsonDocument.Parse(JsonRepair.Repair(Encoding.Latin1.GetBytes(json)), new() { AllowTrailingCommas = true });
}
