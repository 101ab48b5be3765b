using System.Globalization;
using System.Text.Json;
using System.Web;
using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Intake;
using AccountValidation.Service.Juspay;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>
/// Whatever a caller writes into the fields of a start request, and the contract accepts, reaches Juspay as one segment
/// of the path, one header or one form field: held on the bytes that arrive at a socket.
/// </summary>
public sealed class SmugglingTests
{
    private const string Answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    private static readonly string[] Pieces =
    [
        "..",
        ".",
        "/",
        "//",
        "\\",
        "%2f",
        "%2F",
        "%2e%2e",
        "%5c",
        "%0d%0a",
        "%00",
        "%",
        "%25",
        "?",
        "#",
        ";",
        ";v=1",
        ":",
        "@",
        "&",
        "=",
        "+",
        " ",
        "\t",
        "\r\n",
        "\n",
        "\r",
        "\0",
        "\r\nx-merchantid: other",
        " HTTP/1.1\r\nHost: other\r\n\r\n",
        "é",
        "．",
        "／",
        "\u2028",
        "\ud83d\ude00",
        "~",
        "'",
        "\"",
        "<",
        ">",
        "{",
        "}",
        "|",
        "^",
        "`",
        "*",
        "$",
        "!",
        "(",
        ")",
        ",",
        "[",
        "]",
        "_",
        "-",
        "validate",
        "customers",
        "customer-accounts",
        "http:",
        "a",
        "Z",
        "0",
    ];

    private static readonly Gen<string> Nasty = Gen.Int[0, Pieces.Length - 1]
        .Select(n => Pieces[n])
        .Array[1, 6]
        .Select(string.Concat);
    private static readonly Gen<string> Printable = Gen.Char[(char)33, (char)126]
        .Array[1, 40]
        .Select(characters => new string(characters));
    private static readonly Gen<string> Allowed = Printable.Select(text =>
        string.Concat(text.Where(character => !"/\\?#%".Contains(character, StringComparison.Ordinal))));
    private static readonly Gen<string> Id = Gen.Frequency((3, Allowed), (1, Nasty), (1, Printable));

    [Theory]
    [InlineData("")]
    [InlineData("gate way/")]
    [InlineData("a/b;c/")]
    public async Task BothCalls_AnyAcceptedFields_ArriveAsWhatTheyAre(string prefix)
    {
        await using var server = new SocketServer(Answer, Reaction.AnswerAndKeepOpen);
        var address = new Uri(server.Address, prefix);
        var settings = Samples.Settings(address);
        await using var wiring = new Wiring(
            settings with
            {
                Juspay = settings.Juspay with { MerchantId = "acme" },
            },
            services => services.AddSingleton<IValidationEngine, MemoryEngine>());
        var accepted = 0;

        await Gen.Select(Id, Id, Id, Id)
            .SampleAsync(
                async (customer, account, routing, gateway) =>
                {
                    if (
                        await AcceptedAsync(
                            wiring,
                            new
                            {
                                customerId = customer,
                                customerAccountId = account,
                                routingId = routing,
                                gateway,
                            })
                        is not { } request)
                    {
                        return;
                    }

                    Interlocked.Increment(ref accepted);
                    Assert.Equal(
                        (customer, account, routing, gateway),
                        (request.CustomerId, request.CustomerAccountId, request.RoutingId, request.Gateway));
                    await ExpectAsync(wiring, server, request, address.AbsolutePath);
                },
                iter: 400,
                threads: 1);

        Assert.InRange(accepted, 20, 400);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a%2fb")]
    [InlineData("%2e%2e")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    [InlineData("a b")]
    [InlineData("a\r\nb")]
    [InlineData("a\0b")]
    [InlineData("a\u2028b")]
    [InlineData("a\uff0fb")]
    [InlineData("")]
    public async Task Start_FieldThatWouldMeanSomethingInAPathOrHeader_IsRefused(string id)
    {
        await using var wiring = new Wiring(Samples.Settings(new("http://127.0.0.1:9/")), services =>
            services.AddSingleton<IValidationEngine, MemoryEngine>());

        Assert.Null(await AcceptedAsync(wiring, new { customerId = id, customerAccountId = "b" }));
        Assert.Null(await AcceptedAsync(wiring, new { customerId = "a", customerAccountId = id }));
        Assert.Null(await AcceptedAsync(wiring, new { customerId = "a", customerAccountId = "b", routingId = id }));
        Assert.Null(await AcceptedAsync(wiring, new { customerId = "a", customerAccountId = "b", gateway = id }));
    }

    [Theory]
    [InlineData("...")]
    [InlineData("..;")]
    [InlineData("a;b=c")]
    [InlineData(":80")]
    [InlineData("@other")]
    [InlineData("http:")]
    [InlineData("[::1]")]
    [InlineData("~")]
    [InlineData("\"<>{}|^`'")]
    public async Task BothCalls_OddIdThatIsAccepted_StaysOneSegment(string id)
    {
        await using var server = new SocketServer(Answer, Reaction.AnswerAndKeepOpen);
        await using var wiring = new Wiring(Samples.Settings(server.Address), services =>
            services.AddSingleton<IValidationEngine, MemoryEngine>());

        var request = await AcceptedAsync(
            wiring,
            new
            {
                customerId = id,
                customerAccountId = id,
                routingId = id,
                gateway = id,
            });

        Assert.NotNull(request);
        await ExpectAsync(wiring, server, request, "/");
    }

    private static async Task<ValidationRequest?> AcceptedAsync(Wiring wiring, object body)
    {
        var errors = new FieldErrors();
        var request = wiring.Get<StartRequestReader>().Read(JsonSerializer.SerializeToUtf8Bytes(body), errors);
        if (request is null)
        {
            return null;
        }

        // Chance may bring it again.
        ((MemoryEngine)wiring.Get<IValidationEngine>()).SettledAccounts.Add(request.CustomerAccountId);
        return Assert
            .IsType<StartResult.Started>(
                await wiring.Get<Starter>().StartAsync(request, claim: null, caller: "tests", CancellationToken.None))
            .Validation.Request;
    }

    private static async Task ExpectAsync(Wiring wiring, SocketServer server, ValidationRequest request, string prefix)
    {
        var before = server.Texts.Count;
        await wiring.Get<JuspayClient>().GetAccountAsync(request, CancellationToken.None);
        await wiring.Get<JuspayClient>().DropPennyAsync(request, mayLeave: () => true, CancellationToken.None);

        var texts = server.Texts.Skip(before).ToList();
        Assert.Equal(2, texts.Count);
        ExpectRequest(texts[0], "GET", request, prefix, action: []);
        ExpectRequest(texts[1], "POST", request, prefix, action: ["validate"]);
        var form = HttpUtility.ParseQueryString(texts[1].Split("\r\n\r\n", 2)[1]);
        Assert.Equal(request.Gateway is null ? ["amount"] : ["amount", "gateway_id"], form.AllKeys);
        Assert.Equal(
            (request.Amount.ToString(CultureInfo.InvariantCulture), request.Gateway),
            (form["amount"], form["gateway_id"]));
    }

    private static void ExpectRequest(
        string text, string method, ValidationRequest request, string prefix, string[] action)
    {
        var lines = text.Split("\r\n\r\n", 2)[0].Split("\r\n");
        Assert.DoesNotContain('\n', string.Concat(lines));
        var line = lines[0].Split(' ');
        Assert.Equal([method, "HTTP/1.1"], [line[0], line[^1]]);
        Assert.Equal(3, line.Length);
        Assert.StartsWith(prefix, line[1], StringComparison.Ordinal);
        var segments = line[1][prefix.Length..].Split('/');
        Assert.Equal(
            ["customers", request.CustomerId, "customer-accounts", request.CustomerAccountId, .. action],
            segments.Select(Uri.UnescapeDataString));
        Assert.All(segments, segment => Assert.Matches("^(?!\\.{1,2}$)([A-Za-z0-9._~-]|%[0-9A-F]{2})+$", segment));

        var headers = lines[1..]
            .Select(header => header.Split(": ", 2))
            .ToLookup(header => header[0], header => header[1], StringComparer.OrdinalIgnoreCase);
        string[] known =
        [
            "Host",
            "Authorization",
            "Accept",
            "User-Agent",
            "x-routing-id",
            "x-merchantid",
            "Content-Type",
            "Content-Length",
            "traceparent",
        ];
        Assert.All(headers, header => Assert.Contains(header.Key, known, StringComparer.OrdinalIgnoreCase));
        Assert.All(headers, header => Assert.Single(header));
        Assert.Equal(request.RoutingId, Assert.Single(headers["x-routing-id"]));
    }
}
