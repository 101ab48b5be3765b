using AccountValidation.Service.Engine;

namespace AccountValidation.Service.Telemetry;

/// <summary>
/// The figures of an engine that keeps all validations of the service. Each member is cheap: none reads validations.
/// </summary>
public interface IEngineFigures
{
    /// <summary>How late the step is that has been due for the longest time; zero when none is late.</summary>
    TimeSpan Lateness { get; }

    /// <summary>How many writes wait for their commit.</summary>
    int WaitingWrites { get; }

    /// <summary>The numbers of the stored validations; null while the store cannot tell.</summary>
    ValidationSummary? Summarize();

    /// <summary>How many penny drops are open; null while the store cannot tell.</summary>
    long? CountOpenDrops();
}
