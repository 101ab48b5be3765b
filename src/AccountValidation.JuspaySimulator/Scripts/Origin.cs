namespace AccountValidation.JuspaySimulator;

/// <summary>What an account shows before its first drop.</summary>
internal abstract record Origin
{
    private Origin()
    {
    }

    /// <summary>Never validated: CREATED.</summary>
    internal sealed record Fresh : Origin;

    /// <summary>Validated one hour before the first call.</summary>
    internal sealed record Settled(Verdict Verdict) : Origin
    {
        public static readonly TimeSpan Age = TimeSpan.FromHours(1);
    }

    /// <summary>A drop by somebody else is in flight; it settles ACTIVE some time after the first call.</summary>
    internal sealed record InFlight(TimeSpan SettlesAfter) : Origin;
}
