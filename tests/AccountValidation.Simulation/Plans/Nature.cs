using AccountValidation.Simulation.Juspay;

namespace AccountValidation.Simulation.Plans;

/// <summary>How Juspay is: not what goes wrong for a while, but what stays when all faults has ended.</summary>
internal sealed record Nature
{
    /// <summary>How an account may show its dates; each account has one of these forms.</summary>
    public IReadOnlyList<DateForm> Dates { get; init; } = [DateForm.Milliseconds];

    /// <summary>True when a validation that ends in <c>FAILURE</c> does not move the date.</summary>
    public bool IsUnmoved { get; init; }

    /// <summary>How likely a POST is answered with the record as it was before.</summary>
    public double Echo { get; init; }

    /// <summary>True when Juspay refuses a POST while another penny of the account is without its answer.</summary>
    public bool RefusesWhileOpen { get; init; }

    /// <summary>True when a name of the account may hold broken characters.</summary>
    public bool HasBrokenNames { get; init; }

    /// <summary>How likely an answer is packed though nobody asked for it.</summary>
    public double Packed { get; init; }

    /// <summary>True when Juspay knows one account id under two customer ids as two accounts.</summary>
    public bool KeepsCustomersApart { get; init; }

    /// <summary>How likely a check is answered by a replica that is behind.</summary>
    public double Behind { get; init; }

    /// <summary>How likely a drop that is shown late is shown at the very last moment that is allowed.</summary>
    public double ShownAtTheLast { get; init; }

    /// <summary>How likely an account that was validated before ended in <c>FAILURE</c>, and a new drop does.</summary>
    public double Failures { get; init; } = 1.0 / 3;

    /// <summary>How likely an account was validated before.</summary>
    public double ValidatedBefore { get; init; }
}
