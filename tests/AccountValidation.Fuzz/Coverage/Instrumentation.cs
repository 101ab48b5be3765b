using SharpFuzz;

namespace AccountValidation.Fuzz.Coverage;

/// <summary>A copy of this program in which the product's assemblies count the edges that they take.</summary>
internal static class Instrumentation
{
    private static readonly string[] Assemblies = ["AccountValidation.Core.dll", "AccountValidation.Service.dll"];

    /// <summary>Makes the copy anew, and gives the program in it.</summary>
    /// <param name="folder">Where to.</param>
    public static string Prepare(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        Copy(AppContext.BaseDirectory, "", folder);
        Copy(AppContext.BaseDirectory, "Corpus", folder);
        foreach (var assembly in Assemblies)
        {
            Fuzzer.Instrument(Path.Combine(folder, assembly), IsOfInterest, SharpFuzz.Options.Value);
        }

        return Path.Combine(folder, "AccountValidation.Fuzz.dll");
    }

    private static void Copy(string from, string part, string to)
    {
        foreach (
            var file in Directory.EnumerateFiles(
                Path.Combine(from, part),
                "*",
                part.Length == 0 ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    // What reads. What is done with what was read would drown it: the lifecycle, generated serializers.
    private static bool IsOfInterest(string type) =>
        type.StartsWith("AccountValidation.Core.Accounts.", StringComparison.Ordinal)
        || type is "AccountValidation.Core.StatusNames"
        || (type.StartsWith("AccountValidation.Service.", StringComparison.Ordinal)
            && !type.Contains("StartRequestJson", StringComparison.Ordinal));
}
