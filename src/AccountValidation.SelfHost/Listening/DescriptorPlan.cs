using AccountValidation.Service.Settings;

namespace AccountValidation.SelfHost.Listening;

/// <summary>
/// Who may use how many of the files and sockets that the process may open. The runtime cannot go on when there are
/// none left ("Out of memory"), so what comes from outside is bounded, and together these bounds stay below the limit.
/// </summary>
/// <param name="Connections">How many connections of callers are taken at once.</param>
/// <param name="Callbacks">How many callbacks are on their way at once.</param>
/// <param name="Limit">How many files and sockets the process may open; null where nothing says.</param>
internal sealed record DescriptorPlan(int Connections, int Callbacks, long? Limit)
{
    /// <summary>The setting that bounds the connections.</summary>
    public const string ConnectionsSetting = "SelfHost:MaxConnections";

    // Each connection takes some kilobytes of memory: more than this is asked for, not a default.
    private const int MostConnectionsByDefault = 10_000;
    private const int MostConnections = 1_000_000;
    private const int MostCallbacks = 256;
    private const int FewestCallbacks = 8;
    private const int FewestConnections = 32;

    // Measured: 295 after a start and 30 readers at once, most of them assemblies. Each further reader of the database
    // takes two.
    private const int OwnFiles = 448;

    // An address that does not answer has a second one tried beside it, and a connection that was used stays open for a
    // while.
    private const int ForACall = 2;

    /// <summary>Divides what the process may open; what cannot be is a fault of the settings.</summary>
    /// <param name="reader">Reads <see cref="ConnectionsSetting"/> and collects the faults.</param>
    /// <param name="calls">Calls to Juspay and to the queues that may be on their way at once.</param>
    /// <param name="limit">How many files and sockets the process may open; null for no limit.</param>
    public static DescriptorPlan Read(SettingsReader reader, int calls, long? limit)
    {
        var wanted = reader.Text(ConnectionsSetting) is null
            ? null
            : (int?)reader.Whole(ConnectionsSetting, MostConnectionsByDefault, 1, MostConnections);
        if (limit is not { } files)
        {
            return new(wanted ?? MostConnectionsByDefault, MostCallbacks, Limit: null);
        }

        var left = files - OwnFiles - ((long)ForACall * calls);
        // A quarter, for those who call may wait least.
        var callbacks = (int)Math.Clamp(left / (4 * ForACall), FewestCallbacks, MostCallbacks);
        var connections = left - (ForACall * callbacks);
        var needed = wanted ?? FewestConnections;
        if (connections < needed)
        {
            reader.Refuse(
                ConnectionsSetting,
                string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"there is no room for {needed} connections: this process may open {files} files and sockets, and "
                    + $"{files - connections} of them are for the program itself, "
                        + $"{calls} calls to Juspay and the queues, and {callbacks} callbacks. Raise the limit to "
                        + $"{needed + files - connections} or more (ulimit -n, LimitNOFILE of systemd), "
                        + $"or lower this setting or Juspay:MaxConcurrentCalls."));
        }

        return new((int)Math.Clamp(wanted ?? connections, 1, wanted ?? MostConnectionsByDefault), callbacks, files);
    }
}
