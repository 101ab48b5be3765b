namespace AccountValidation.Contract.Tests;

public sealed class HealthTests(ContractTarget target)
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_WithoutKey_Answers(string path)
    {
        var answer = await target.Anonymous.GetAsync(path);

        Assert.Equal((200, "application/json"), (answer.Status, answer.MediaType));
        Assert.Equal("healthy", answer.Body.Text("status"));
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+", answer.Body.Text("version"));
    }

    // Load balancers send these requests.
    [Theory]
    [InlineData("/health/live", 200)]
    [InlineData("/health/ready", 200)]
    [InlineData("/openapi/v1.json", 200)]
    [InlineData("/api/validations", 401)]
    [InlineData("/nowhere", 404)]
    public async Task Head_AnswersAsGetWithoutABody(string path, int status)
    {
        using var http = new HttpClient { BaseAddress = target.Anonymous.Address };
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
