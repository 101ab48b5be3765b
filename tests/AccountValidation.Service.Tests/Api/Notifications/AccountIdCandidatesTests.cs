using System.Text;
using AccountValidation.Service.Api.Notifications;
using AccountValidation.Service.Engine;
using CsCheck;

namespace AccountValidation.Service.Tests.Api.Notifications;

/// <summary>What in a notification may be an account's id.</summary>
public sealed class AccountIdCandidatesTests
{
    [Fact]
    public void In_AnyShape_FindsTextsAtEveryDepthOnce() =>
        Assert.Equal(
            ["banh_1", "evt_1", "top"],
            Found(
                    """
                    ["top", { "id": "evt_1",
                              "content": { "account": { "id": "banh_1" }, "again": ["banh_1", 17, null, true] } }]
                    """)
                .Order());

    [Theory]
    [InlineData("\"banh_1\"", "banh_1")]
    [InlineData("\"banh\\u005f1\"", "banh_1")]
    [InlineData("{ \"banh_1\": 1 }", "")]
    [InlineData("\"a text\"", "")]
    [InlineData("\"\"", "")]
    [InlineData("\"a/b\"", "")]
    [InlineData("\"a\\/b\"", "")]
    [InlineData("\"bänh\"", "")]
    [InlineData("\"\\ud83d\"", "")]
    [InlineData("null", "")]
    public void In_OneText_IsACandidateWhenItMayBeAnId(string json, string expected) =>
        Assert.Equal(expected, string.Join(' ', Found(json)));

    [Fact]
    public void In_LongestId_IsACandidateAndALongerOneIsNot()
    {
        var longest = new string('a', Ids.MaxLength);

        Assert.Equal([longest], Found($"[\"{longest}\", \"{longest}a\", \"{new string('a', 5000)}\"]"));
    }

    [Fact]
    public void In_MoreThanAreTaken_TakesTheFirst()
    {
        var found = Found(
            "[" + string.Join(',', Enumerable.Range(0, AccountIdCandidates.Most + 10).Select(n => $"\"id_{n}\"")) + "]"
        );

        Assert.Equal(AccountIdCandidates.Most, found.Count);
        Assert.DoesNotContain($"id_{AccountIdCandidates.Most}", found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("banh_1")]
    [InlineData("\"a\" \"b\"")]
    public void In_NoJson_IsNull(string text) => Assert.Null(AccountIdCandidates.In(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void In_NestedTooDeep_IsNull()
    {
        Assert.NotNull(AccountIdCandidates.In(Nested(AccountIdCandidates.MaxDepth)));
        Assert.Null(AccountIdCandidates.In(Nested(AccountIdCandidates.MaxDepth + 1)));

        static byte[] Nested(int depth) => Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth));
    }

    [Fact]
    public void In_AnyBytes_DoesNotThrow() =>
        Gen.Byte.Array.Sample(bytes => AccountIdCandidates.In(bytes) is null or { Count: <= AccountIdCandidates.Most });

    [Fact]
    public void In_AnyJsonWithOneByteChanged_FindsIdsOrNothing()
    {
        var json = Encoding.UTF8.GetBytes(
            """{ "id": "evt_1", "t": "\ud83d\ude00 \u005f", "content": { "accounts": [{ "id": "banh_1" }, "é"] } }""");

        Gen.Select(Gen.Int[0, json.Length - 1], Gen.Byte).Sample((at, other) =>
        {
            byte[] changed = [.. json];
            changed[at] = other;
            return AccountIdCandidates.In(changed)?.All(id => Ids.FaultOf(id) is null) ?? true;
        });
    }

    private static IReadOnlyCollection<string> Found(string json) =>
        AccountIdCandidates.In(Encoding.UTF8.GetBytes(json)) ?? throw new InvalidOperationException("It is JSON.");
}
