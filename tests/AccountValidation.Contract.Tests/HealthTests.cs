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
}
