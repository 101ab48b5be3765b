using System.Collections.Frozen;
using System.Text.Json;

namespace AccountValidation.Core;

/// <summary>The names of causes and rules of a wait as they appear in JSON, such as <c>key-refused</c>.</summary>
public static class WaitNames
{
    private static readonly FrozenDictionary<string, WaitCause> Causes = Enum.GetValues<WaitCause>()
        .ToFrozenDictionary(Of, StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of all causes.</summary>
    public static IEnumerable<string> AllCauses => Enum.GetValues<WaitCause>().Select(Of);

    /// <summary>The name of a cause.</summary>
    public static string Of(WaitCause cause) => JsonNamingPolicy.KebabCaseLower.ConvertName(cause.ToString());

    /// <summary>The name of a rule.</summary>
    public static string Of(WaitRule rule) => JsonNamingPolicy.KebabCaseLower.ConvertName(rule.ToString());

    /// <summary>Reads the name of a cause, in any case; false when no cause has the name.</summary>
    public static bool TryParse(string name, out WaitCause cause) => Causes.TryGetValue(name, out cause);
}
