using AccountValidation.Simulation.Tests.Mutants;

namespace AccountValidation.Simulation.Tests;

/// <summary>The test of the test: faults that are planted on purpose are found.</summary>
public sealed class MutantTests(MutatedProduct product) : IClassFixture<MutatedProduct>
{
    public static TheoryData<string> Names => [.. Catalog.All.Select(mutant => mutant.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Fault_PlantedInTheProduct_IsFoundWithinTheStatedSeeds(string name)
    {
        var mutant = Catalog.All.Single(mutant => mutant.Name == name);
        var found = await product.FindAsync(mutant);
        Assert.True(found is not null, $"not found within {mutant.Within} seeds");
        TestContext.Current.SendDiagnosticMessage($"{name}: found by {found}");
    }

    [Fact]
    public async Task Product_WithNoFaultPlanted_KeepsEveryGuarantee() =>
        Assert.Null(await product.FindAsync(Catalog.None));
}
