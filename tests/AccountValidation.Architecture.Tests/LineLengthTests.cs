namespace AccountValidation.Architecture.Tests;

/// <summary>A line of code or prose fits into 120 columns.</summary>
public sealed class LineLengthTests
{
    private const int Columns = 120;

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void Lines_OfCode_FitTheColumns(string folder) =>
        Assert.Equal([], Repository.FilesIn(folder, "*.cs").SelectMany(file => TooLong(file, Numbered(file))).Take(50));

    [Theory]
    [InlineData("docs")]
    [InlineData("tests")]
    [InlineData(".")]
    public void Lines_OfDocuments_FitTheColumnsOutsideTablesAndCode(string folder) =>
        Assert.Equal(
            [],
            Repository.FilesIn(folder, "*.md")
                .SelectMany(file => TooLong(file, Markdown.ProseOf(File.ReadLines(file))))
                .Take(50));

    [Fact]
    public void Prose_OfADocument_HoldsNoTableCodeOrDefinition() =>
        Assert.Equal(
            [(1, "# Title"), (6, "A `word`."), (8, "- [x] An item.")],
            Markdown.ProseOf(
            [
                "# Title",
                "| a | b |",
                "```sh",
                "| curl",
                "```",
                "A `word`.",
                "[link]: https://a.example",
                "- [x] An item.",
            ]));

    private static IEnumerable<(int Number, string Text)> Numbered(string file) =>
        File.ReadLines(file).Select((text, index) => (index + 1, text));

    private static IEnumerable<string> TooLong(string file, IEnumerable<(int Number, string Text)> lines) =>
        lines
            .Where(line => line.Text.Length > Columns)
            .Select(line => $"{Repository.NameOf(file)}({line.Number}): {line.Text.Length} columns");
}
