using System.Net.Sockets;

namespace AccountValidation.Service.Http;

/// <summary>What an error says about a connection that did not come about.</summary>
internal static class ConnectFaults
{
    /// <summary>True when nobody answers at the address: no connection stood, and nothing can have been sent.</summary>
    public static bool IsRefusal(Exception? fault) => fault is SocketException
    {
        SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable
            or SocketError.HostDown or SocketError.NetworkDown or SocketError.AddressNotAvailable,
    };

    /// <summary>True when the host name did not resolve, for good or for now.</summary>
    public static bool IsUnknownName(Exception? fault) => fault is SocketException
    {
        SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData
            or SocketError.NoRecovery,
    };
}
