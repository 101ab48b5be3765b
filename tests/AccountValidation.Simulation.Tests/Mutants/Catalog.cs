namespace AccountValidation.Simulation.Tests.Mutants;

/// <summary>The planted faults: each breaks one rule that keeps money or validations safe.</summary>
internal static class Catalog
{
    /// <summary>Where the lifecycle's rules are.</summary>
    public const string Lifecycles = "AccountValidation.Core/Lifecycles/";

    /// <summary>Where steps are performed.</summary>
    public const string Executor = "AccountValidation.Service/Steps/StepExecutor.cs";

    /// <summary>No fault at all.</summary>
    public static readonly Mutant None = new("none", Within: 50);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Mutant> All =
    [
        .. StoreFaults.All,
        .. MarkFaults.All,
        .. ClockFaults.All,
        .. AccountFaults.All,
        .. CheckFaults.All,
        .. PennyFaults.All,
        .. AnswerFaults.All,
    ];
}
