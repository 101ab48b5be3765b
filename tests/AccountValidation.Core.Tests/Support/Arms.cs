namespace AccountValidation.Core.Tests.Support;

/// <summary>The cases of a closed hierarchy, found by reflection.</summary>
internal static class Arms
{
    public static IEnumerable<string> Of<T>() =>
        typeof(T)
            .GetNestedTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(T)))
            .Select(type => type.Name)
            .Order(StringComparer.Ordinal);
}
