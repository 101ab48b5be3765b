using System.Reflection;

namespace AccountValidation.AzureEngine.Settings;

/// <summary>Which version of the program runs: what one could not go on with, another may.</summary>
/// <param name="Id">The same for two builds of the same source, and for no others.</param>
public sealed record ProgramVersion(string Id)
{
    /// <summary>The version that is made of these assemblies.</summary>
    public static ProgramVersion Of(params IEnumerable<Assembly> assemblies) =>
        new(string.Join('+', assemblies.Select(assembly => assembly.ManifestModule.ModuleVersionId.ToString("N"))));
}
