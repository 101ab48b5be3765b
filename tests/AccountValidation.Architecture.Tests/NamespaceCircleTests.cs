using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;

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
        var project = new ArchLoader().LoadAssembly(System.Reflection.Assembly.Load(assembly)).Build();
        SliceRuleDefinition.Slices().Matching("AccountValidation.(**)").Should().BeFreeOfCycles().Check(project);
    }
}
