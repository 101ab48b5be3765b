using System.Net.Sockets;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Http;
using AccountValidation.Service.Juspay;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>
/// The HTTP client lets a socket's error out bare when a connection breaks between its beginning and its first use. A
/// real server cannot be made to break it just there; a handler can.
/// </summary>
public sealed class BareFaultTests
{
    public static TheoryData<Exception> Faults =>
        [
            new SocketException((int)SocketError.NotConnected),
            new SocketException((int)SocketError.ConnectionReset),
            new IOException("The connection broke."),
        ];

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task Call_SocketErrorComesBare_IsUnclear(Exception fault)
    {
        await using var wiring = new Wiring(new Uri("http://127.0.0.1:9/"));
        using var http = new HttpClient(new FaultyHandler(fault));
        var juspay = new JuspayClient(
            http,
            wiring.Get<JuspaySettings>(),
            wiring.Clock,
            wiring.Get<WallClock>(),
            NullLogger<JuspayClient>.Instance);

        var check = await juspay.GetAccountAsync(Samples.Request(), TestContext.Current.CancellationToken);
        var drop = await juspay.DropPennyAsync(
            Samples.Request(), mayLeave: () => true, TestContext.Current.CancellationToken);

        Assert.Equal(new JuspayReply.Unclear(ReplyCauses.ConnectionBroken), check);
        Assert.Equal(new JuspayReply.Unclear(ReplyCauses.ConnectionBroken), drop);
    }

    private sealed class FaultyHandler(Exception fault) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) => throw fault;
    }
}
