using System.Text;
using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

/// <summary>Calls the management API of Durable Functions, as a script does.</summary>
internal static class Management
{
    public const string Instances = "/runtime/webhooks/durabletask/instances";

    private const int SuspendAgainAfter = 50; // attempts without effect: a second or two

    /// <summary>The fields of an instance, in their order.</summary>
    public static readonly string[] Fields =
        ["name", "instanceId", "runtimeStatus", "input", "customStatus", "output", "createdTime", "lastUpdatedTime"];

    public static string PathOf(string id, string operation = "") => $"{Instances}/{id}{operation}";

    public static Task<Answer> InstanceAsync(this ApiClient client, string id, string query = "") =>
        client.GetAsync(PathOf(id) + query);

    /// <summary>Raises an event.</summary>
    public static Task<Answer> RaiseAsync(
        this ApiClient client, string id, string name, string json = "null", string mediaType = "application/json") =>
        client.SendAsync(
            HttpMethod.Post, PathOf(id, "/raiseEvent/" + name), new StringContent(json, Encoding.UTF8, mediaType));

    /// <summary>
    /// Suspends an instance and waits until the instance shows it. On Azure a suspend at the end of a turn is lost with
    /// that turn's history. The method then repeats the suspend, as an operator would.
    /// </summary>
    public static async Task<Answer> SuspendAsync(this ApiClient client, string id, string query = "")
    {
        ExpectEmpty(await client.PostAsync(PathOf(id, "/suspend" + query)), 202);
        var asked = 0;
        return await Eventually.GetAsync(
            async () =>
            {
                if (HostUnderTest.IsAzure && ++asked % SuspendAgainAfter == 0)
                {
                    await client.PostAsync(PathOf(id, "/suspend" + query));
                }

                return await client.InstanceAsync(id);
            },
            answer => answer.Body.Text("runtimeStatus") == "Suspended",
            "the instance is Suspended");
    }

    /// <summary>Waits until an instance has this state.</summary>
    public static Task<Answer> InStateAsync(this ApiClient client, string id, string state) =>
        Eventually.GetAsync(
            () => client.InstanceAsync(id),
            answer => answer.Body.Text("runtimeStatus") == state,
            $"the instance is {state}");

    /// <summary>Checks a response without a body.</summary>
    public static void ExpectEmpty(Answer answer, int status)
    {
        Assert.True(answer.Status == status, answer.ToString());
        Assert.Equal("", answer.Text);
        Assert.Equal(0, answer.ContentHeaders.ContentLength);
    }

    /// <summary>Checks a JSON response with a stated length.</summary>
    public static void ExpectJson(Answer answer, int status)
    {
        Assert.True(answer.Status == status, answer.ToString());
        Assert.Equal("application/json; charset=utf-8", answer.ContentHeaders.ContentType?.ToString());
        Assert.Equal(Encoding.UTF8.GetByteCount(answer.Text), answer.ContentHeaders.ContentLength);
    }

    /// <summary>Returns the instances of a list.</summary>
    public static IReadOnlyList<JsonNode> ItemsOf(Answer list)
    {
        ExpectJson(list, 200);
        return JsonNode.Parse(list.Text).Items();
    }
}
