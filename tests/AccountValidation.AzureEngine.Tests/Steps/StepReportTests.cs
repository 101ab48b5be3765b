using System.Text.Json;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.Tests.Document;

namespace AccountValidation.AzureEngine.Tests.Steps;

/// <summary>
/// Histories show what activities answer, so the API's document describes it. Only a run against the Functions host
/// would notice otherwise.
/// </summary>
public sealed class StepReportTests
{
    [Fact]
    public void Report_AsJson_HasTheFieldsOfTheDocument()
    {
        var described = CommittedDocument.Read().Schemas["HistoryEvent"]!["properties"]!["Result"]!["oneOf"]!.AsArray()
            .Single(choice => choice!["properties"]?["outcome"] is not null)!;

        var written = JsonSerializer.SerializeToNode(new StepReport())!.AsObject().Select(field => field.Key).ToList();

        Assert.Equal(written, described["properties"]!.AsObject().Select(field => field.Key));
        Assert.Equal(written, described["required"]!.AsArray().Select(field => field!.GetValue<string>()));
    }
}
