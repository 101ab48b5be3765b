namespace AccountValidation.Service.Callbacks;

/// <summary>The fixed set of reasons why an attempt got no HTTP status.</summary>
public static class ReceiverErrors
{
    /// <summary>The receiver did not respond within the time-out.</summary>
    public const string TimeOut = "time_out";

    /// <summary>The host name did not resolve.</summary>
    public const string NameNotFound = "name_not_found";

    /// <summary>The connection was refused or broke, or TLS failed.</summary>
    public const string ConnectionFailed = "connection_failed";

    /// <summary>The response was no HTTP, or its headers were too large.</summary>
    public const string InvalidAnswer = "invalid_answer";

    /// <summary>The address policy forbids the address that the name resolved to, or the URL itself.</summary>
    public const string AddressNotAllowed = "address_not_allowed";
}
