namespace AccountValidation.SelfHost;

/// <summary>The paths of the demo's parts.</summary>
internal static class DemoPaths
{
    /// <summary>The path of the embedded simulator.</summary>
    public const string Simulator = "/juspay-simulator";

    /// <summary>The path of the demo inbox.</summary>
    public const string Inbox = "/demo/inbox";
}
