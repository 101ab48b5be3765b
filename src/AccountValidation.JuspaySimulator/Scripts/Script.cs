namespace AccountValidation.JuspaySimulator;

/// <summary>How one account behaves, as data: what it shows before a drop, what a drop becomes, and what goes wrong.</summary>
internal sealed record Script(string Name)
{
    /// <summary>What a look shows as long as no penny was dropped.</summary>
    public Origin Before { get; init; } = new Origin.Fresh();

    /// <summary>What a look shows after a drop.</summary>
    public Course Course { get; init; } = Course.AtOnce(Verdict.Active);

    /// <summary>What goes wrong, if anything.</summary>
    public Trouble? Trouble { get; init; }

    /// <summary>What a validate call is answered once a penny was dropped; null when each one drops another.</summary>
    public Answer? Repeated { get; init; }

    /// <summary>How long a validate call waits before it drops.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Whether the account ever shows when it was last validated.</summary>
    public bool Dated { get; init; } = true;
}
