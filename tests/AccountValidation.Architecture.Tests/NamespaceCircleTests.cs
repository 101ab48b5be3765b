using ArchUnitNET.Loader;

namespace AccountValidation.Architecture.Tests;

/// <summary>The namespaces of a project depend on each other in one direction.</summary>
public sealed class NamespaceCircleTests
{
    [Theory]
    [InlineData("AccountValidation.Core")]
    [InlineData("AccountValidation.Service")]
    [InlineData("AccountValidation.AzureEngine")]
    [InlineData("AccountValidation.Functions")]
    [InlineData("AccountValidation.SelfHost")]
    [InlineData("AccountValidation.JuspaySimulator")]
    public void Namespaces_OfAProject_FormNoCircle(string assembly)
    {
        var dependencies = Dependencies(assembly);
        var circles = dependencies
            .Where(edge => IsReachable(from: edge.To, edge.From, dependencies))
            .Select(edge =>
                $"{edge.From} needs {edge.To}: {string.Join(", ", edge.Reasons.Order(StringComparer.Ordinal))}");
        Assert.True(!circles.Any(), string.Join("\n", circles.Order(StringComparer.Ordinal)));
    }

    private static List<Edge> Dependencies(string assembly)
    {
        var types = new ArchLoader().LoadAssembly(System.Reflection.Assembly.Load(assembly)).Build().Types;
        return
        [
            .. from type in types
            from dependency in type.Dependencies
            let target = dependency.Target
            where !target.IsGenericParameter // of which the loader tells no namespace of its own
            where
                IsOurs(type.Namespace?.FullName)
                && IsOurs(target.Namespace?.FullName)
                && type.Namespace!.FullName != target.Namespace!.FullName
            where target.Assembly?.Equals(type.Assembly) ?? false
            group $"{type.Name} → {target.Name}" by (
                From: type.Namespace.FullName, To: target.Namespace.FullName) into edge
            select new Edge(edge.Key.From, edge.Key.To, edge.Distinct().ToList()),
        ];

        bool IsOurs(string? name) => name?.StartsWith(assembly, StringComparison.Ordinal) ?? false;
    }

    private static bool IsReachable(string from, string to, List<Edge> dependencies)
    {
        var (reached, waiting) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>([from]));
        while (waiting.TryDequeue(out var next))
        {
            if (next == to)
            {
                return true;
            }

            foreach (var edge in dependencies.Where(edge => edge.From == next && reached.Add(edge.To)))
            {
                waiting.Enqueue(edge.To);
            }
        }

        return false;
    }

    private sealed record Edge(string From, string To, IReadOnlyList<string> Reasons);
}
