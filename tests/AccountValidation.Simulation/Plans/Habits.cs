namespace AccountValidation.Simulation.Plans;

/// <summary>The habits of callers and operators, in addition to starts and signals at random times.</summary>
internal sealed record Habits
{
    /// <summary>The number of moments at which all starts come together; zero for starts at any time.</summary>
    public int Bursts { get; init; }

    /// <summary>
    /// The number of starts in the same second in which an earlier validation of the account settled.
    /// </summary>
    public int Successors { get; init; }

    /// <summary>True when starts name gateways, amounts and routing ids.</summary>
    public bool AreParticular { get; init; }

    /// <summary>True when somebody suspends, cancels or asks for a check within seconds of a start.</summary>
    public bool AreHasty { get; init; }

    /// <summary>True when an account is started under several names.</summary>
    public bool UseAliases { get; init; }

    /// <summary>The routing id of a customer, the same on every call.</summary>
    public string RoutingOf(string customerId) => AreParticular ? $"route-{customerId}" : customerId;
}
