using System.Net;
using System.Text;
using System.Xml.Linq;

namespace AccountValidation.Functions.Tests.Support;

/// <summary>The network to a queue storage that takes every message, and keeps where it was put and its text.</summary>
internal sealed class QueueWire : HttpMessageHandler
{
    private const string Answer = """
        <?xml version="1.0" encoding="utf-8"?>
        <QueueMessagesList><QueueMessage><MessageId>m2</MessageId>
        <InsertionTime>Mon, 30 Nov 2026 12:00:00 GMT</InsertionTime>
        <ExpirationTime>Fri, 31 Dec 9999 23:59:59 GMT</ExpirationTime>
        <PopReceipt>receipt</PopReceipt><TimeNextVisible>Mon, 30 Nov 2026 12:01:00 GMT</TimeNextVisible>
        </QueueMessage></QueueMessagesList>
        """;

    private readonly List<(string Address, string Text)> _sent = [];

    public HttpStatusCode Status { get; set; } = HttpStatusCode.Created;

    public IReadOnlyList<(string Address, string Text)> Sent => _sent;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _sent.Add(
            (
                request.RequestUri!.ToString(),
                XDocument
                    .Parse(await request.Content!.ReadAsStringAsync(cancellationToken))
                    .Descendants("MessageText")
                    .Single()
                    .Value));
        return new(Status)
        {
            Content = new StringContent(
                Status == HttpStatusCode.Created ? Answer : "",
                Encoding.UTF8,
                "application/xml"),
        };
    }
}
