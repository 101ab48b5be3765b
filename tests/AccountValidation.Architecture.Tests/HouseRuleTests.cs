using System.Reflection;
using System.Runtime.CompilerServices;

namespace AccountValidation.Architecture.Tests;

/// <summary>Rules of the house that no analyzer holds.</summary>
public sealed class HouseRuleTests
{
    // Not the Azure host: the worker's generators write open classes into it.
    public static TheoryData<string> Assemblies =>
        [
            "AccountValidation.Core",
            "AccountValidation.Service",
            "AccountValidation.AzureEngine",
            "AccountValidation.SelfHost",
            "AccountValidation.JuspaySimulator",
        ];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Classes_AreSealed_UnlessTheyAreAbstract(string assembly)
    {
        var open = Assembly.Load(assembly).GetTypes()
            .Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && !IsGenerated(type))
            .Select(type => type.FullName);
        Assert.Empty(open);
    }

    // A closed hierarchy has private constructors, so that no case can be added from outside.
    [Theory]
    [InlineData("AccountValidation.Core")]
    [InlineData("AccountValidation.Service")]
    [InlineData("AccountValidation.AzureEngine")]
    public void AbstractRecords_HaveNoConstructorForOutsiders(string assembly)
    {
        var open = Assembly.Load(assembly).GetTypes()
            .Where(type => type is { IsAbstract: true, IsSealed: false } && type.GetMethod("<Clone>$") is not null)
            .SelectMany(type =>
                type.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(constructor =>
                !constructor.IsPrivate
                && !(constructor.IsFamilyAndAssembly && IsLevelOfAHierarchy(constructor.DeclaringType!))
                && constructor.GetParameters() is not [var only]
                && constructor.DeclaringType is not null)
            .Select(constructor => constructor.DeclaringType!.FullName);
        Assert.Empty(open);
    }

    // The cases of a level stand beside the level, so its constructor cannot be private.
    private static bool IsLevelOfAHierarchy(Type type) => type.IsNested && type.BaseType == type.DeclaringType;

    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || type.Name.Contains('<', StringComparison.Ordinal)
        || type.Namespace is null or "Microsoft.CodeAnalysis" or "System.Runtime.CompilerServices";
}
