using AccountValidation.Service.Settings;

namespace AccountValidation.SelfHost.Listening;

/// <summary>
/// Divides the files and sockets that the process may open. The runtime cannot continue without free descriptors ("Out
/// of memory"). The plan therefore limits connections and calls, so that their sum stays below the limit.
/// </summary>
/// <param name="Connections">The most connections of callers at once.</param>
/// <param name="Callbacks">The most callbacks on their way at once.</param>
/// <param name="Limit">The most files and sockets that the process may open; null where the system tells no
/// limit.</param>
internal sealed record DescriptorPlan(int Connections, int Callbacks, long? Limit)
{
    /// <summary>The setting that limits the connections.</summary>
    public const string ConnectionsSetting = "SelfHost:MaxConnections";

    // Each connection takes some kilobytes of memory. More connections need an explicit setting.
    private const int MostConnectionsByDefault = 10_000;
    private const int MostConnections = 1_000_000;
    private const int MostCallbacks = 256;
    private const int FewestCallbacks = 8;
    private const int FewestConnections = 32;

    // Measured: 295 after a start with 30 concurrent readers, most of them assemblies. Each further reader of the
    // database takes two.
    private const int OwnFiles = 448;

    // While an address does not answer, the client tries a second address. A used connection stays open for a while.
    private const int ForACall = 2;

    /// <summary>Divides the descriptors; reports a fault of the settings when they are too few.</summary>
    /// <param name="reader">Reads <see cref="ConnectionsSetting"/> and collects the faults.</param>
    /// <param name="calls">The most calls to Juspay and to the queues at once.</param>
    /// <param name="limit">The most files and sockets that the process may open; null for no limit.</param>
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
        // Callbacks get a quarter: callers of the API can wait least.
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
