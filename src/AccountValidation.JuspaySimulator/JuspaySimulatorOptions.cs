using System.Diagnostics.CodeAnalysis;

namespace AccountValidation.JuspaySimulator;

/// <summary>Settings of the simulator. Every one may be left out.</summary>
[SuppressMessage("Maintainability", "CA1515", Justification = "The self-host configures the simulator that it maps.")]
public sealed class JuspaySimulatorOptions
{
    /// <summary>The only API key that is accepted. Default null: any key that is not empty.</summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// The file that keeps every event, one JSON line each, on disk before the call is answered. Its folder is created.
    /// Default null: everything is kept in memory and gone with the process.
    /// </summary>
    public string? LedgerPath { get; set; }
}
