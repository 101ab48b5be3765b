using AccountValidation.Simulation.Juspay;

namespace AccountValidation.Simulation.Plans;

/// <summary>The lasting behaviour of Juspay, which stays after all faults have ended.</summary>
internal sealed record Nature
{
    /// <summary>The possible forms of dates; each account has one of these forms.</summary>
    public IReadOnlyList<DateForm> Dates { get; init; } = [DateForm.Milliseconds];

    /// <summary>True when a result <c>FAILURE</c> does not change the date.</summary>
    public bool IsUnmoved { get; init; }

    /// <summary>The probability that a POST is answered with the record before the drop.</summary>
    public double Echo { get; init; }

    /// <summary>True when Juspay refuses a POST while another penny of the account has no answer.</summary>
    public bool RefusesWhileOpen { get; init; }

    /// <summary>True when an account's name may hold broken characters.</summary>
    public bool HasBrokenNames { get; init; }

    /// <summary>The probability that an answer is compressed without a request.</summary>
    public double Packed { get; init; }

    /// <summary>True when Juspay knows one account id under two customer ids as two accounts.</summary>
    public bool KeepsCustomersApart { get; init; }

    /// <summary>The probability that a replica that is behind answers a check.</summary>
    public double Behind { get; init; }

    /// <summary>The probability that a drop that shows late shows at the last allowed moment.</summary>
    public double ShownAtTheLast { get; init; }

    /// <summary>The probability of <c>FAILURE</c>, for an earlier validation and for a new drop.</summary>
    public double Failures { get; init; } = 1.0 / 3;

    /// <summary>The probability that an account was validated before.</summary>
    public double ValidatedBefore { get; init; }
}
