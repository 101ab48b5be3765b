using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

/// <summary>The service refuses bad input as a whole, names every bad field, and stores nothing.</summary>
public sealed class StartInputTests(ContractTarget target)
{
    /// <summary>A field's name, and JSON values that the field must not have.</summary>
    public static TheoryData<string, string> BadFields
    {
        get
        {
            string[] badIds =
            [
                "null",
                "7",
                "true",
                "{}",
                "[]",
                "\"\"",
                "\".\"",
                "\"..\"",
                "\"a b\"",
                "\"a/b\"",
                "\"a\\\\b\"",
                "\"a%2Fb\"",
                "\"a?b\"",
                "\"a#b\"",
                "\"\\u0000\"",
                "\"a\\nb\"",
                "\"\\u00fc\"",
                $"\"{new string('x', 129)}\"",
            ];
            string[] badAmounts =
            [
                "-1",
                "0",
                "\"0\"",
                "10.01",
                "1000000",
                "1e9",
                "0.001",
                "\"one\"",
                "\"\"",
                "true",
                "[]",
                "{}",
                "79228162514264337593543950336",
            ];
            string[] badUrls =
            [
                "7",
                "\"\"",
                "\"/hooks\"",
                "\"ftp://example.com/\"",
                "\"file:///etc/passwd\"",
                "\"javascript:alert(1)\"",
                "\"https://\"",
                "\"https://a b/\"",
                "\"https://user:secret@example.com/\"",
                "\"https://example.com/#part\"",
                $"\"https://example.com/{new string('x', 2048)}\"",
            ];
            var data = new TheoryData<string, string>();
            AddAll(data, "customerId", badIds);
            AddAll(data, "customerAccountId", badIds);
            AddAll(data, "routingId", badIds[1..]);
            AddAll(data, "gateway", badIds[1..]);
            AddAll(data, "amount", badAmounts);
            AddAll(data, "callbackUrl", badUrls);
            AddAll(data, "metadata", ["7", "[]", "\"text\""]);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task Start_BadField_IsNamedAndNothingIsStored(string field, string json)
    {
        var account = TestAccount.Of("active");
        var others = account
            .Request()
            .Where(member => member.Key != field)
            .Select(member => $"\"{member.Key}\":{member.Value!.ToJsonString()}");
        var answer = await target.Api.StartAsync($"{{{string.Join(',', others)},\"{field}\":{json}}}");

        Problem.ExpectFields(answer, field);
        await ExpectNothingStoredAsync(account, field);
    }

    [Theory]
    [InlineData("customerId")]
    [InlineData("customerAccountId")]
    public async Task Start_RequiredFieldMissing_IsNamed(string field)
    {
        var account = TestAccount.Of("active");
        var request = account.Request();
        request.Remove(field);

        Problem.ExpectFields(await target.Api.StartAsync(request), field);
        await ExpectNothingStoredAsync(account, field);
    }

    [Fact]
    public async Task Start_ManyFaults_AreAllNamedAtOnce()
    {
        var account = TestAccount.Of("active");
        var request = account.Request("ftp://example.com/");
        request["customerAccountId"] = "a/b";
        request["amount"] = 0;
        request["metadata"] = new JsonObject { ["number"] = 7 };
        request["callBackUrl"] = "https://example.com/";

        Problem.ExpectFields(
            await target.Api.StartAsync(request),
            "customerAccountId",
            "amount",
            "callbackUrl",
            "metadata.number",
            "callBackUrl");
        await ExpectNothingStoredAsync(account, "customerAccountId");
    }

    [Fact]
    public async Task Start_UnknownField_IsNamed()
    {
        var account = TestAccount.Of("active");
        var request = account.Request();
        request["CustomerID"] = "another";

        Problem.ExpectFields(await target.Api.StartAsync(request), "CustomerID");
        await ExpectNothingStoredAsync(account, "CustomerID");
    }

    [Fact]
    public async Task Start_MetadataAtItsBounds_IsAccepted()
    {
        var request = TestAccount.Of("active").Request();
        request["metadata"] = Pairs(20);

        Assert.Equal(20, (await target.Api.StartAsync(request)).Body.Names("metadata").Count);
    }

    [Fact]
    public async Task Start_TooManyMetadataPairs_IsNamed()
    {
        var account = TestAccount.Of("active");
        var request = account.Request();
        request["metadata"] = Pairs(21);

        Problem.ExpectFields(await target.Api.StartAsync(request), "metadata");
        await ExpectNothingStoredAsync(account, "metadata");
    }

    [Fact]
    public async Task Start_IdsAtTheirBounds_AreAccepted()
    {
        var account = TestAccount.Of("active");
        var request = account.Request();
        request["customerId"] = account.CustomerId.PadRight(128, '~');
        request["customerAccountId"] = (account.AccountId + "!$&'()*+,;=:@[]^_`{|}~-<>\"").PadRight(128, '.');

        var id = await target.Api.AcceptAsync(request);

        Assert.Equal("ACTIVE", (await target.Api.SettleAsync(id)).ValidationStatus);
    }

    private async Task ExpectNothingStoredAsync(TestAccount account, string badField)
    {
        var query =
            badField == "customerId" ? $"customerAccountId={account.AccountId}" : $"customerId={account.CustomerId}";
        Assert.Empty((await target.Api.ListAsync(query)).Body.Items("items"));
    }

    private static void AddAll(TheoryData<string, string> data, string field, string[] values)
    {
        foreach (var value in values)
        {
            data.Add(field, value);
        }
    }

    private static JsonObject Pairs(int count) =>
        new(
            Enumerable
                .Range(1, count)
                .Select(turn => KeyValuePair.Create($"name-{turn}", (JsonNode?)JsonValue.Create($"value-{turn}"))));
}
