using System.Reflection;

namespace AccountValidation.Architecture.Tests;

/// <summary>
/// One word for one thing: identifiers, comments and names of files hold no word that the glossary retired.
/// </summary>
public sealed class VocabularyTests
{
    private static readonly string Root = typeof(VocabularyTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(entry => entry.Key == "RepositoryRoot").Value!;

    /// <summary>The texts that are held: a folder, and which of its files.</summary>
    public static TheoryData<string, string> Texts => new()
    {
        { "src", "*.cs" },
        { "tests", "*.cs" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Texts_OfTheProject_HoldNoRetiredWord(string folder, string pattern)
    {
        var files = Vocabulary.FilesIn(Root, folder, pattern).ToList();
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
    public void Exception_InALine_IsAllowed(string line) => Assert.Empty(Vocabulary.RetiredIn(line));

    private static IEnumerable<string> Findings(string file)
    {
        var path = Path.GetRelativePath(Root, file);
        return File.ReadLines(file)
            .SelectMany((line, index) => Vocabulary.RetiredIn(line).Select(word => $"{path}({index + 1}): {word}"))
            .Concat(Vocabulary.RetiredIn(Path.GetFileNameWithoutExtension(file)).Select(word => $"{path}: {word}"));
    }
}
