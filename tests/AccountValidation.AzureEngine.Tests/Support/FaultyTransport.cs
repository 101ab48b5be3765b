using Azure.Core;
using Azure.Core.Pipeline;

namespace AccountValidation.AzureEngine.Tests.Support;

/// <summary>
/// Carries the requests of the storage client, below its own retries, unless the faults say otherwise.
/// </summary>
internal sealed class FaultyTransport(Faults faults) : HttpPipelineTransport
{
    private static readonly HttpClientTransport Wire = new();

    public override void Process(HttpMessage message) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message) => await faults.RunAsync(
        Describe(message.Request),
        async () =>
        {
            await Wire.ProcessAsync(message);
            return true;
        },
        () => new IOException("The connection was reset."));

    public override Request CreateRequest() => Wire.CreateRequest();

    private static string Describe(Request request)
    {
        var path = request.Uri.ToUri().Segments[^1];
        return $"{request.Method} {path.Split('(')[0]}";
    }
}
