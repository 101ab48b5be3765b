using System.Text.Json;
using AccountValidation.AzureEngine.Steps;
using Microsoft.DurableTask;

namespace AccountValidation.Functions.Tests.Support;

/// <summary>An activity that was called.</summary>
internal sealed class FakeActivity(TaskName name, JsonElement input)
{
    private readonly TaskCompletionSource<JsonElement> _source = new();

    public string Name => name.Name;

    public JsonElement Input => input;

    public StepRequest Request => input.Deserialize<StepRequest>()!;

    public Task<JsonElement> Task => _source.Task;

    public bool IsOpen => !Task.IsCompleted;

    public void Answer(StepReport report) => _source.SetResult(JsonSerializer.SerializeToElement(report));

    public void Fail(string errorType)
    {
        var details = new TaskFailureDetails(
            errorType,
            "what the storage said",
            StackTrace: null,
            InnerFailure: null,
            Properties: null);
        _source.SetException(new TaskFailedException(Name, 0, details));
    }
}
