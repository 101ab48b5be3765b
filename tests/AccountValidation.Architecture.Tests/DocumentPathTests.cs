using System.Text.RegularExpressions;

namespace AccountValidation.Architecture.Tests;

/// <summary>
/// The files, folders and test classes that documents name exist. A document may shorten
/// <c>src/AccountValidation.Core/Stage.cs</c> to its last parts, with or without the product's name.
/// </summary>
public sealed partial class DocumentPathTests
{
    // Words with a slash that name no file of the repository, each with the reason.
    private static readonly (string Word, string Reason)[] Exceptions =
    [
        ("AccountValidation/0.1.0", "a value of the header User-Agent"),
        ("application/json", "a media type"),
        ("callback/redeliver", "a route of the API"),
        ("data/validations.db", "the database, which the program creates"),
        ("health/ready", "a route of the API"),
        ("http/protobuf", "a protocol of OpenTelemetry"),
        ("10.40.0.0/23", "a range of addresses"),
    ];

    private static readonly HashSet<string> Paths = AllPaths();

    private static readonly string[] Documents =
    [
        .. Repository.FilesIn(".", "*.md"),
        .. Repository.FilesIn("docs", "*.md"),
        .. Repository.FilesIn("tests", "*.md"),
    ];

    [Fact]
    public void Path_InADocument_Exists() =>
        Assert.Equal(
            [],
            from document in Documents
            from name in NamesIn(document)
            where !Exists(name.Text) && !Exceptions.Any(exception => exception.Word == name.Text)
            select $"{Repository.NameOf(document)}({name.Line}): {name.Text}");

    [Fact]
    public void Link_InADocument_LeadsToAFile() =>
        Assert.Equal(
            [],
            from document in Documents
            from line in Markdown.OutsideCode(File.ReadLines(document))
            from Match link in Link().Matches(line.Text)
            let target = Path.Combine(Path.GetDirectoryName(document)!, link.Groups["target"].Value)
            where !File.Exists(target) && !Directory.Exists(target)
            select $"{Repository.NameOf(document)}({line.Number}): {link.Groups["target"].Value}");

    [Fact]
    public void Exception_IsNeeded()
    {
        var names = Documents.SelectMany(NamesIn).Select(name => name.Text).ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], Exceptions.Where(exception => !names.Contains(exception.Word) || Exists(exception.Word)));
    }

    [Theory]
    [InlineData("src/AccountValidation.Core/Stage.cs")]
    [InlineData("Core/Stage.cs")]
    [InlineData("Stage.cs")]
    [InlineData("Core.Tests/Rules")]
    [InlineData("Architecture.Tests/VocabularyTests")]
    public void Path_WholeOrShort_IsFound(string path) => Assert.True(Exists(path));

    [Theory]
    [InlineData("Core/Stages.cs")]
    [InlineData("tage.cs")]
    [InlineData("Lifecycles/Stage.cs")]
    [InlineData("Architecture.Tests/NoTests")]
    public void Path_OfNoFile_IsNotFound(string path) => Assert.False(Exists(path));

    private static IEnumerable<(int Line, string Text)> NamesIn(string document) =>
        from line in Markdown.OutsideCode(File.ReadLines(document))
        from Match name in Name().Matches(line.Text)
        select (line.Number, name.Groups["name"].Value.TrimEnd('/'));

    private static bool Exists(string name) => Paths.Contains(name) || Paths.Contains(name + ".cs");

    // Every file and folder under every form of its name.
    private static HashSet<string> AllPaths()
    {
        string[] folders = [".ci", ".config", ".github", "docs", "infra", "src", "tests"];
        var files = folders.SelectMany(folder => Repository.FilesIn(folder, "*"))
            .Concat(Repository.FilesIn(".", "*"))
            .Select(Repository.NameOf);
        return files.SelectMany(WithFolders).Distinct().SelectMany(ShortForms).ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<string> WithFolders(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
        {
            yield return path[..end];
        }
    }

    private static IEnumerable<string> ShortForms(string path)
    {
        const string Product = "AccountValidation.";
        for (var begin = 0; begin >= 0; begin = path.IndexOf('/', begin) is >= 0 and var slash ? slash + 1 : -1)
        {
            yield return path[begin..];
            if (path.AsSpan(begin).StartsWith(Product, StringComparison.Ordinal))
            {
                yield return path[(begin + Product.Length)..];
            }
        }
    }

    // In backticks: words with a slash, source files, and test classes with or without a method.
    [GeneratedRegex(@"`(?<name>\.?[\w.-]+(/[\w.-]+)+/?|\w+\.(cs|bicep|csproj)|[A-Z]\w+Tests)(\.\w+…?)?`")]
    private static partial Regex Name();

    [GeneratedRegex(@"\]\((?<target>[^)#:\s]+)(#[^)\s]*)?\)")]
    private static partial Regex Link();
}
