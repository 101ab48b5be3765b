using System.Reflection;
using System.Text.RegularExpressions;

namespace AccountValidation.Architecture.Tests;

/// <summary>The files of the repository, without what a build or an installation made.</summary>
internal static partial class Repository
{
    private static readonly string Root = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(entry => entry.Key == "RepositoryRoot").Value!;

    /// <summary>The files below a folder; of the root itself only those that stand in it.</summary>
    /// <param name="folder">A folder of the repository, or <c>.</c> for its root.</param>
    /// <param name="pattern">The pattern of the file names.</param>
    public static IEnumerable<string> FilesIn(string folder, string pattern) =>
        Directory.EnumerateFiles(
                Path.Combine(Root, folder),
                pattern,
                folder == "." ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories)
            .Where(file => !Foreign().IsMatch(NameOf(file)));

    /// <summary>The path of a file from the root on, with slashes.</summary>
    public static string NameOf(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    // Built and installed files.
    [GeneratedRegex(@"(^|/)(bin|obj|node_modules)/")]
    private static partial Regex Foreign();
}
