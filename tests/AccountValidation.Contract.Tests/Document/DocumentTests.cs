namespace AccountValidation.Contract.Tests;

/// <summary>
/// Holds the document against the host. Every exchange of this suite checks that the document lists its response. These
/// tests check that the host gives every documented response.
/// </summary>
public sealed class DocumentTests(ContractTarget target)
{
    private const string NeedsAFault = "needs a fault that no caller can bring about";

    // Documented statuses that the suite cannot bring about from outside, with the reason.
    private static readonly Dictionary<string, string> OutOfReach = new(StringComparer.Ordinal)
    {
        ["403"] = "needs a key of a function of the Functions host, which this suite is not given",
        ["500"] = NeedsAFault,
        ["503"] = NeedsAFault,
    };

    // A caller's key brings this 403 about.
    private static readonly (string Route, string Status) RefusedSummary = ("GET /api/validations/summary", "403");

    // Responses that the document assigns to the other host.
    private static readonly string[] OfTheOtherHost = HostUnderTest.IsAzure
        ? DocumentedManagementAnswers.OfTheSelfHost
        : DocumentedManagementAnswers.OfAzure;

    private static readonly Dictionary<string, Func<ContractTarget, Task<Answer>>> Exchanges = new(
        DocumentedAnswers
            .All.Concat(DocumentedManagementAnswers.All)
            .Where(answer => !OfTheOtherHost.Contains(answer.Key)),
        StringComparer.Ordinal);

    [Fact]
    public void Document_Examples_AgreeWithTheirSchemas() => Assert.Empty(target.Description.FaultsOfExamples());

    [Fact]
    public void Document_EveryDocumentedAnswer_IsBroughtAbout()
    {
        var documented = target
            .Description.Operations.SelectMany(operation =>
                operation.Answers.Select(answer => (Route: operation.ToString(), Status: answer.Key)))
            .Where(answer => !OutOfReach.ContainsKey(answer.Status) || answer == RefusedSummary)
            .Select(answer => $"{answer.Route} {answer.Status}")
            .Except(OfTheOtherHost);

        Assert.Equal(documented.Order(StringComparer.Ordinal), Exchanges.Keys.Order(StringComparer.Ordinal));
    }

    public static TheoryData<string> DocumentedExchanges => [.. Exchanges.Keys];

    [Theory]
    [MemberData(nameof(DocumentedExchanges))]
    public async Task Document_Answer_IsGiven(string exchange)
    {
        var answer = await Exchanges[exchange](target);

        Assert.True(exchange.EndsWith($" {answer.Status}", StringComparison.Ordinal), $"{exchange} became {answer}");
    }
}
