using AccountValidation.SelfHost.Management;
using AccountValidation.Tests.Document;

namespace AccountValidation.SelfHost.Tests.Api;

/// <summary>Holds the document's words, bounds and parameters of the management API against the code.</summary>
public sealed class ManagementDocumentTests
{
    private static readonly string[] States = Enum.GetNames<RuntimeStatus>();

    private readonly CommittedDocument _document = CommittedDocument.Read();

    // No instance of Durable Functions is ever Canceled, not even on Azure.
    [Fact]
    public void States_OfAnInstance_AreThoseOfDurableFunctionsAndExplained()
    {
        var state = _document.Schemas["InstanceState"]!;
        var words = CommittedDocument.Words(state["enum"]);

        Assert.Equal(
            States.Except([nameof(RuntimeStatus.Canceled)]).Order(StringComparer.Ordinal),
            words.Order(StringComparer.Ordinal));
        Assert.All(words, word =>
            Assert.Contains($"`{word}`", state["description"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("listInstances")]
    [InlineData("purgeInstances")]
    public void States_OfAFilter_AreThoseThatAreRead(string operation) =>
        Assert.Equal(
            States.Order(StringComparer.Ordinal),
            CommittedDocument
                .Words(_document.Operation(operation).Parameter("runtimeStatus")["schema"]!["items"]!["enum"])
                .Order(StringComparer.Ordinal));

    [Fact]
    public void Name_OfAnInstance_IsTheOneThatIsShown() => Assert.Equal(
        InstanceView.Name, _document.Schemas["Instance"]!["properties"]!["name"]!["const"]!.GetValue<string>());

    [Fact]
    public void Fields_OfAnInstance_AreThoseThatAreShown()
    {
        var (schema, shown) = (
            _document.Schemas["Instance"]!,
            InstanceView.Of(SampleValidations.Pending, showInput: true).Select(field => field.Key).ToList());

        Assert.Equal(shown.Append("historyEvents"), schema["properties"]!.AsObject().Select(property => property.Key));
        Assert.Equal(shown, CommittedDocument.Words(schema["required"]));
    }

    [Fact]
    public void Page_Size_IsThatOfTheList()
    {
        var list = _document.Operation("listInstances");
        var (top, token) = (list.Parameter("top"), InstanceQueries.TokenHeader);

        Assert.Equal(
            (1, InstanceQueries.MaxTop),
            (top["schema"]!["minimum"]!.GetValue<int>(), top["schema"]!["maximum"]!.GetValue<int>()));
        Assert.Equal(InstanceQueries.DefaultTop, top["schema"]!["default"]!.GetValue<int>());
        Assert.Contains(
            $"More than {InstanceQueries.MaxTop} counts as {InstanceQueries.MaxTop}; any value that is no number above "
            + $"0 counts as {InstanceQueries.DefaultTop}.",
            top["description"]!.GetValue<string>(),
            StringComparison.Ordinal);
        Assert.Equal("header", list.Parameter(token)["in"]!.GetValue<string>());
        Assert.Contains(token, list.Headers.Select(header => header.Key));
    }

    // The code also takes the history parameters for a list, but a list never shows history.
    [Fact]
    public void QueryParameters_OfEachRoute_AreThoseThatItTakes()
    {
        Assert.Equal(ManagementNames.Shown, _document.Operation("getInstance").QueryNames);
        Assert.Equal(ManagementNames.PurgeFilters, _document.Operation("purgeInstances").QueryNames);
        Assert.Equal([InstancePurge.DryRun], _document.Operation("purgeInstance").QueryNames);
        Assert.Equal(
            ManagementNames
                .Filters.Except(["showHistory", "showHistoryOutput", "returnInternalServerErrorOnFailure"])
                .Order(StringComparer.Ordinal),
            _document.Operation("listInstances").QueryNames.Order(StringComparer.Ordinal));
    }
}
