using AccountValidation.Service.Intake;

namespace AccountValidation.Service.Tests;

/// <summary>Reads start requests as the API does.</summary>
internal static class Parsing
{
    public static (StartRequest? Request, IReadOnlyDictionary<string, string[]> Errors) Start(ReadOnlyMemory<byte> body)
    {
        var errors = new FieldErrors();
        var request = new StartRequestReader(new(), new(new())).Read(body, errors);
        return (request, errors.ToDictionary());
    }

    public static (StartRequest? Request, IReadOnlyDictionary<string, string[]> Errors) Start(string body) =>
        Start(Samples.Utf8(body));

    /// <summary>A request with the two ids and more fields.</summary>
    public static (StartRequest? Request, IReadOnlyDictionary<string, string[]> Errors) StartWith(string fields) =>
        Start($$"""{ "customerId": "cst_1", "customerAccountId": "banh_1", {{fields}} }""");

    /// <summary>A queue's message with the two ids and more fields.</summary>
    public static (QueuedStart? Start, IReadOnlyDictionary<string, string[]> Errors) QueuedWith(string fields)
    {
        var errors = new FieldErrors();
        var body = Samples.Utf8($$"""{ "customerId": "cst_1", "customerAccountId": "banh_1", {{fields}} }""");
        var start = new StartRequestReader(new(), new(new())).ReadQueued(body, errors);
        return (start, errors.ToDictionary());
    }
}
