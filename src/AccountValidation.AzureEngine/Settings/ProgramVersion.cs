using System.Reflection;

namespace AccountValidation.AzureEngine.Settings;

/// <summary>
/// The version of the running program. A version may continue a validation that another version could not.
/// </summary>
/// <param name="Id">Equal for two builds of the same source, and different otherwise.</param>
public sealed record ProgramVersion(string Id)
{
    /// <summary>The version of a program that consists of these assemblies.</summary>
    public static ProgramVersion Of(params IEnumerable<Assembly> assemblies) =>
        new(string.Join('+', assemblies.Select(assembly => assembly.ManifestModule.ModuleVersionId.ToString("N"))));
}
