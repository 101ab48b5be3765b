using System.Net.Sockets;

namespace AccountValidation.Service.Http;

/// <summary>Classifies the errors of failed connections.</summary>
internal static class ConnectFaults
{
    /// <summary>True when nothing accepts connections at the address, so that no request can have left.</summary>
    public static bool IsRefusal(Exception? fault) => fault is SocketException
    {
        SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable
            or SocketError.HostDown or SocketError.NetworkDown or SocketError.AddressNotAvailable,
    };

    /// <summary>True when the host name did not resolve, permanently or temporarily.</summary>
    public static bool IsUnknownName(Exception? fault) => fault is SocketException
    {
        SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData
            or SocketError.NoRecovery,
    };
}
