namespace AccountValidation.Service.Settings;

/// <summary>The settings do not allow a start. The message lists all faults.</summary>
public sealed class SettingsException : Exception
{
    /// <summary>Creates the exception.</summary>
    public SettingsException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public SettingsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public SettingsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception with all faults in its message.</summary>
    public static SettingsException Listing(IEnumerable<string> faults) =>
        new(
            "The settings do not allow a start:"
                + string.Concat(faults.Select(fault => Environment.NewLine + "  - " + fault)));
}
