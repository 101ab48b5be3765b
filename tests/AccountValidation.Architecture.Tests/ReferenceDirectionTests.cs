using System.Reflection;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using Mono.Cecil;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace AccountValidation.Architecture.Tests;

/// <summary>
/// Core references nothing, Service references Core, each host references Service; nothing points back.
/// </summary>
public sealed class ReferenceDirectionTests
{
    private static readonly Assembly Core = Assembly.Load("AccountValidation.Core");
    private static readonly Assembly Service = Assembly.Load("AccountValidation.Service");
    private static readonly Assembly AzureEngine = Assembly.Load("AccountValidation.AzureEngine");
    private static readonly Assembly SelfHost = Assembly.Load("AccountValidation.SelfHost");
    private static readonly Assembly Simulator = Assembly.Load("AccountValidation.JuspaySimulator");

    private static readonly ArchUnitNET.Domain.Architecture Solution = new ArchLoader()
        .LoadAssemblies(Core, Service, AzureEngine, SelfHost, Simulator)
        .Build();

    [Theory]
    [InlineData("AccountValidation.Core", "")]
    [InlineData("AccountValidation.JuspaySimulator", "")]
    [InlineData("AccountValidation.Service", "AccountValidation.Core")]
    [InlineData("AccountValidation.AzureEngine", "AccountValidation.Core AccountValidation.Service")]
    [InlineData(
        "AccountValidation.Functions",
        "AccountValidation.AzureEngine AccountValidation.Core AccountValidation.Service")]
    [InlineData(
        "AccountValidation.SelfHost",
        "AccountValidation.Core AccountValidation.JuspaySimulator AccountValidation.Service")]
    public void Assembly_ReferencesOfOurs_AreThoseAllowed(string assembly, string allowed)
    {
        var references = OursAmong(Assembly.Load(assembly).GetReferencedAssemblies());
        Assert.Equal(allowed, string.Join(' ', references));
    }

    [Fact]
    public void Core_References_AreTheBaseLibraryOnly()
    {
        var foreign = Core.GetReferencedAssemblies()
            .Select(reference => reference.Name ?? "")
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal));
        Assert.Empty(foreign);
    }

    [Theory]
    [InlineData("System.Net")]
    [InlineData("System.IO")]
    [InlineData("System.Diagnostics")]
    [InlineData("System.Threading.Tasks")]
    public void Core_UsesNothingOf_InputOutputAndConcurrency(string forbidden)
    {
        // Read from the compiled assembly: the types of the base library are not part of the loaded architecture.
        using var module = ModuleDefinition.ReadModule(Core.Location);
        var used = module
            .GetTypeReferences()
            .Where(type =>
                type.Namespace == forbidden || type.Namespace.StartsWith(forbidden + ".", StringComparison.Ordinal))
            .Where(type =>
                !type.Namespace.StartsWith("System.Diagnostics.CodeAnalysis", StringComparison.Ordinal)
                && !type.Name.StartsWith("Debugg", StringComparison.Ordinal))
            .Select(type => type.FullName);
        Assert.Empty(used);
    }

    [Fact]
    public void Juspay_And_Callbacks_KnowNothingOfTheApi()
    {
        IArchRule rule = Types()
            .That()
            .ResideInNamespaceMatching(@"^AccountValidation\.Service\.(Juspay|Callbacks|Steps|Http)$")
            .Should()
            .NotDependOnAny(Types().That().ResideInNamespaceMatching(@"^AccountValidation\.Service\.Api$"));
        rule.Check(Solution);
    }

    [Fact]
    public void Storage_KnowsNothingOfTheEngine()
    {
        IArchRule rule = Types()
            .That()
            .ResideInNamespaceMatching(@"^AccountValidation\.SelfHost\.Storage$")
            .Should()
            .NotDependOnAny(
                Types().That().ResideInNamespaceMatching(@"^AccountValidation\.SelfHost\.(Engine|Hosting|Demo)$"));
        rule.Check(Solution);
    }

    // The engine is tested without a Functions host: so it must not know one.
    [Fact]
    public void AzureEngine_References_HoldNothingOfTheFunctionsWorker()
    {
        var foreign = AzureEngine
            .GetReferencedAssemblies()
            .Select(reference => reference.Name ?? "")
            .Where(name =>
                name.StartsWith("Microsoft.Azure.Functions", StringComparison.Ordinal)
                || name.Contains("DurableTask", StringComparison.Ordinal));
        Assert.Empty(foreign);
    }

    [Fact]
    public void Tables_KnowNothingOfStepsAndSweeps()
    {
        IArchRule rule = Types()
            .That()
            .ResideInNamespaceMatching(@"^AccountValidation\.AzureEngine\.Tables$")
            .Should()
            .NotDependOnAny(
                Types()
                    .That()
                    .ResideInNamespaceMatching(@"^AccountValidation\.AzureEngine\.(Instances|Steps|Sweeping)$"));
        rule.Check(Solution);
    }

    private static IEnumerable<string> OursAmong(IEnumerable<AssemblyName> references) =>
        references
            .Select(reference => reference.Name ?? "")
            .Where(name => name.StartsWith("AccountValidation.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
}
