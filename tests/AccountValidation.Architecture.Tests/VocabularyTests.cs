namespace AccountValidation.Architecture.Tests;

/// <summary>
/// One word for one thing: identifiers, comments, documents and names of files hold no word that the glossary
/// retired.
/// </summary>
public sealed class VocabularyTests
{
    /// <summary>The texts that are held: a folder, and which of its files.</summary>
    public static TheoryData<string, string> Texts => new()
    {
        { "src", "*.cs" },
        { "tests", "*.cs" },
        { "docs", "*.md" },
        { "tests", "*.md" },
        { ".", "README.md" },
        { ".", "CONTRIBUTING.md" },
        { ".", "CHANGELOG.md" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Texts_OfTheProject_HoldNoRetiredWord(string folder, string pattern)
    {
        var files = Repository.FilesIn(folder, pattern).Where(file => !NamesTheWords(file)).ToList();
        Assert.NotEmpty(files);
        Assert.Equal([], files.SelectMany(Findings).Take(50));
    }

    [Theory]
    [InlineData("var looks = 1;", "looks")]
    [InlineData("void Hint_AfterTheLastLook_Comes()", "Look")]
    [InlineData("// A validation in flight.", "in flight")]
    [InlineData("Stage.InFlight", "InFlight")]
    [InlineData("class CallbackLanes", "Lanes")]
    [InlineData("class Starts(", "class Starts")]
    [InlineData("// A wish from outside", "wish")]
    public void RetiredWord_InALine_IsFound(string line, string word) =>
        Assert.Equal([word], Vocabulary.RetiredIn(line));

    [Theory]
    [InlineData("// A drop would look like the baseline.")]
    [InlineData("[JsonDerivedType(typeof(Checking), \"looking\")]")]
    [InlineData("items.ToLookup(item => item.Id)")]
    [InlineData("RowKey.StartsWith(\"slot-\")")]
    [InlineData("`slot-<validation>` stands for an unsettled validation.")]
    [InlineData("The plan has no deployment slots.")]
    public void Exception_InALine_IsAllowed(string line) => Assert.Empty(Vocabulary.RetiredIn(line));

    private static bool NamesTheWords(string file) =>
        Repository.NameOf(file).StartsWith(
            "tests/AccountValidation.Architecture.Tests/Vocabulary", StringComparison.Ordinal);

    private static IEnumerable<string> Findings(string file)
    {
        var path = Repository.NameOf(file);
        return File.ReadLines(file)
            .SelectMany((line, index) => Vocabulary.RetiredIn(line).Select(word => $"{path}({index + 1}): {word}"))
            .Concat(Vocabulary.RetiredIn(Path.GetFileNameWithoutExtension(file)).Select(word => $"{path}: {word}"));
    }
}
