using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Http;

namespace AccountValidation.Service.Tests;

/// <summary>The parts that connect, as the service puts them together.</summary>
internal static class Connecting
{
    public static AddressRace Race => new(Connections.ResolveAsync, Connections.OpenAsync, TimeProvider.System);

    /// <summary>The handler of callbacks, whose address check stands alone: the URL's text is not checked.</summary>
    public static SocketsHttpHandler HandlerOf(CallbackSettings settings) =>
        CallbackHandler.Create(settings, new CallbackAddressPolicy(settings), Race);
}
