using System.Text.RegularExpressions;

namespace AccountValidation.Simulation.Tests.Mutants;

/// <summary>A fault that is planted on purpose in a copy of the product.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Within">The number of seeds within which the simulation has to find it.</param>
/// <param name="Edits">What is planted.</param>
public sealed record Mutant(string Name, int Within, params IReadOnlyList<Edit> Edits)
{
    /// <summary>The first seed that is tried: one that finds it late would take long to come to.</summary>
    public int From { get; init; } = 1;

    /// <summary>
    /// The worlds in which it shows soonest, as <c>--worlds</c> wants them; null for what the seeds draw.
    /// </summary>
    public string? Worlds { get; init; }

    /// <summary>The name, which test reports show.</summary>
    public override string ToString() => Name;
}

/// <summary>One place of the product where a fault is planted.</summary>
/// <param name="File">The file, below <c>src</c>.</param>
/// <param name="Right">The right code, which stands there once.</param>
/// <param name="Wrong">The code with the fault, where <c>IS_PLANTED</c> says whether this run has it.</param>
public sealed record Edit(string File, string Right, string Wrong)
{
    /// <summary>Finds the right code, however its lines are broken.</summary>
    public Regex InAnyLayout() => new(
        string.Join(@"\s*", Right.Where(character => !char.IsWhiteSpace(character)).Select(Escaped)),
        RegexOptions.CultureInvariant);

    private static string Escaped(char character) => Regex.Escape(character.ToString());
}
