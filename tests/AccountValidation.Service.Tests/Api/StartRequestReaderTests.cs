using System.Text;
using AccountValidation.Service.Engine;
using CsCheck;

namespace AccountValidation.Service.Tests.Api;

/// <summary>What a start request may be, and that all that is wrong with one is told at once.</summary>
public sealed class StartRequestReaderTests
{
    private static readonly string[] Fragments =
    [
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "null",
        "true",
        "1e400",
        "1",
        "-",
        "\u00fc",
        "\"\\ud800\"",
        "{\"customerId\":\"a\",\"customerAccountId\":\"b\",",
        "\"customerId\":",
        "\"customerAccountId\":",
        "\"amount\":",
        "\"metadata\":{",
        "\"gateway\":",
        "\"callbackUrl\":",
        "\"https://a.example/\"",
        "\"\\u0061mount\":",
        "\"a\"",
    ];

    [Fact]
    public void Read_EveryField_IsRead()
    {
        var (request, errors) = Parsing.StartWith("""
            "routingId": "route_7", "gateway": "RAZORPAY", "amount": 2.5,
            "callbackUrl": "https://onboarding.example/hooks", "metadata": { "b": "2", "a": "1" }
            """);

        Assert.Empty(errors);
        Assert.NotNull(request);
        Assert.Equal(
            ("cst_1", "banh_1", "route_7", "RAZORPAY"),
            (request.CustomerId, request.CustomerAccountId, request.RoutingId, request.Gateway));
        Assert.Equal((2.5m, "https://onboarding.example/hooks"), (request.Amount, request.CallbackUrl));
        Assert.Equal(["a=1", "b=2"], request.Metadata.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Fact]
    public void Read_IdsAlone_LeavesTheRestToDefaults()
    {
        var request = Parsing.Start("""{ "customerId": "cst_1", "customerAccountId": "banh_1" }""").Request;

        Assert.NotNull(request);
        Assert.Equal(
            (null, null, null, null), (request.RoutingId, request.Gateway, request.Amount, request.CallbackUrl));
        Assert.Empty(request.Metadata);
    }

    [Fact]
    public void Read_OptionalFieldsNull_AreLeftOut() =>
        Assert.Empty(Parsing.StartWith("""
            "routingId": null, "gateway": null, "amount": null, "callbackUrl": null, "metadata": null
            """).Errors);

    [Fact]
    public void Read_EverythingWrong_TellsAllAtOnce()
    {
        var (request, errors) = Parsing.Start("""
            { "customerId": "a b", "routingId": 7, "gateway": "", "amount": -1, "callbackUrl": "http://10.0.0.1/",
              "metadata": { "a": 1, "": "x" },
              "callbackURL": "https://onboarding.example/", "x": null }
            """);

        Assert.Null(request);
        Assert.Equal(
            [
                "amount",
                "callbackURL",
                "callbackUrl",
                "customerAccountId",
                "customerId",
                "gateway",
                "metadata.",
                "metadata.a",
                "routingId",
                "x",
            ],
            errors.Keys.Order(StringComparer.Ordinal));
        Assert.All(errors.Values, messages => Assert.Single(messages));
        Assert.Equal("is required.", errors["customerAccountId"][0]);
        Assert.Equal("is not a field of this request.", errors["callbackURL"][0]);
    }

    [Theory]
    [InlineData("", "is not valid JSON")]
    [InlineData("{", "is not valid JSON")]
    [InlineData("{ } x", "is not valid JSON")]
    [InlineData("{ /* comment */ }", "is not valid JSON")]
    [InlineData("""{ "customerId": "a", }""", "is not valid JSON")]
    [InlineData("""{ "customerId": "a", "customerId": "a" }""", "is not valid JSON")]
    [InlineData("""{ "amount": 1, "\u0061mount": 2 }""", "is not valid JSON")]
    [InlineData("""{ "metadata": { "a": "1", "a": "2" } }""", "is not valid JSON")]
    [InlineData("""{ "metadata": [[[[[[[[[[]]]]]]]]]] }""", "is not valid JSON")]
    [InlineData("null", "must be a JSON object.")]
    [InlineData("[]", "must be a JSON object.")]
    [InlineData("\"text\"", "must be a JSON object.")]
    [InlineData("""{ "customerId": "\ud800" }""", "holds a string that is not valid Unicode.")]
    [InlineData("""{ "\ud800": 1 }""", "holds a string that is not valid Unicode.")]
    [InlineData("""{ "metadata": { "\udc00": "1" } }""", "holds a string that is not valid Unicode.")]
    public void Read_NoObject_SaysSo(string body, string fault)
    {
        var (request, errors) = Parsing.Start(body);

        Assert.Null(request);
        Assert.StartsWith(fault, Assert.Single(errors["body"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("customerId")]
    [InlineData("customerAccountId")]
    [InlineData("routingId")]
    [InlineData("gateway")]
    public void Read_Id_FollowsTheRulesOfIds(string field)
    {
        foreach (var (json, isAllowed) in IdsAndWhetherAllowed())
        {
            var others = new[] { "customerId", "customerAccountId" }
                .Where(name => name != field)
                .Select(name => $"\"{name}\": \"x\"");
            var errors = Parsing
                .Start($$"""{ {{string.Join(", ", others.Prepend($"\"{field}\": {json}"))}} }""")
                .Errors;

            Assert.True(isAllowed ? errors.Count == 0 : errors.ContainsKey(field), $"{field}: {json}");
        }
    }

    [Fact]
    public void Read_IdempotencyKey_IsAFieldOfQueuesOnly()
    {
        const string Field = "\"idempotencyKey\": \"key 1\"";

        Assert.Equal(["idempotencyKey"], Parsing.StartWith(Field).Errors.Keys);
        Assert.Equal("key 1", Parsing.QueuedWith(Field).Start?.IdempotencyKey);
        Assert.Equal(
            Parsing.StartWith("\"amount\": 1").Request?.Fingerprint(),
            Parsing.QueuedWith(Field + ", \"amount\": 1").Start?.Request.Fingerprint());
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("\" \"", " ")]
    [InlineData("\"\\u0041~\"", "A~")]
    public void ReadQueued_IdempotencyKey_IsRead(string json, string? key)
    {
        var (start, errors) = Parsing.QueuedWith($"\"idempotencyKey\": {json}");

        Assert.Empty(errors);
        Assert.Equal(key, start!.IdempotencyKey);
    }

    [Fact]
    public void ReadQueued_LongestIdempotencyKey_IsRead()
    {
        Assert.Empty(Parsing.QueuedWith($"\"idempotencyKey\": \"{new string('k', 255)}\"").Errors);
        Assert.Equal(
            ["must have 1 to 255 printable ASCII characters."],
            Parsing.QueuedWith($"\"idempotencyKey\": \"{new string('k', 256)}\"").Errors["idempotencyKey"]);
    }

    [Theory]
    [InlineData("\"\"", "must have 1 to 255 printable ASCII characters.")]
    [InlineData("\"\u00fc\"", "must have 1 to 255 printable ASCII characters.")]
    [InlineData("\"\\u007f\"", "must have 1 to 255 printable ASCII characters.")]
    [InlineData("7", "must be a string.")]
    public void ReadQueued_IdempotencyKeyThatCannotBe_SaysWhy(string json, string fault) =>
        Assert.Equal([fault], Parsing.QueuedWith($"\"idempotencyKey\": {json}").Errors["idempotencyKey"]);

    [Fact]
    public void Read_LongNamesAndControlCharacters_AreShownShort()
    {
        var name = new string('n', 500);

        Assert.Equal(new string('n', 64) + "…", Assert.Single(Parsing.StartWith($"\"{name}\": 1").Errors).Key);
        Assert.Equal("a\ufffdb", Assert.Single(Parsing.StartWith("\"a\\u0000b\": 1").Errors).Key);
    }

    [Fact]
    public void Read_LongNamesThatAreShownAlike_AreToldOnce()
    {
        var name = new string('n', 100);
        var (field, messages) = Assert.Single(
            Parsing.StartWith($"\"{name}1\": 1, \"{name}2\": 1, \"{name}3\": 1").Errors);

        Assert.Equal(new string('n', 64) + "…", field);
        Assert.Single(messages);
    }

    [Fact]
    public void Read_LongNameCutInsideASurrogatePair_IsCutBeforeIt() =>
        Assert.Equal(
            new string('n', 63) + "…",
            Assert.Single(Parsing.StartWith($"\"{new string('n', 63)}\U0001F600{new string('n', 63)}\": 1").Errors).Key
        );

    [Fact]
    public void Read_AnyBytes_GivesARequestOrErrors()
    {
        var bodies = Gen.OneOf(
            Gen.Byte.Array[0, 100],
            Gen.OneOf(Fragments).Array[0, 20].Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts))),
            Gen.OneOf(Fragments)
                .Array[0, 6]
                .Select(parts =>
                    Encoding.UTF8.GetBytes(
                        "{\"customerId\":\"a\",\"customerAccountId\":\"b\"," + string.Concat(parts) + "}")));
        bodies.Sample(body =>
        {
            var (request, errors) = Parsing.Start(body);
            return request is null == errors.Count > 0;
        });
    }

    private static IEnumerable<(string Json, bool IsAllowed)> IdsAndWhetherAllowed()
    {
        string[] allowed =
        [
            "a",
            "cst_zqqmw0v4exbhvv2l",
            "...",
            "a.b",
            "a:b@c!$&'()*+,;=~-_",
            "\\u0041",
            new('a', Ids.MaxLength),
        ];
        string[] refused =
        [
            "",
            " ",
            "a b",
            " a",
            "a/b",
            "a\\\\b",
            "a?b",
            "a#b",
            "a%2Fb",
            ".",
            "..",
            "\u00fc",
            "a\\u0000",
            "a\\n",
            "\\u007f",
            "\U0001F600",
            new('a', Ids.MaxLength + 1),
        ];
        string[] wrongTypes = ["7", "true", "[]", "{}"];
        return allowed
            .Select(id => ($"\"{id}\"", true))
            .Concat(refused.Select(id => ($"\"{id}\"", false)))
            .Concat(wrongTypes.Select(json => (json, false)));
    }
}
