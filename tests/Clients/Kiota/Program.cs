// A client made by Kiota starts validations, finds one in the list, and meets the conflict.
using KiotaClient.Generated;
using KiotaClient.Generated.Models;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

const string customerId = "cst_kiota";
const string customerAccountId = "pending-forever.kiota";

using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
using var http = KiotaClientFactory.Create();
// Not by ApiKeyAuthenticationProvider, which refuses http, also on loopback.
http.DefaultRequestHeaders.Add(Given("CLIENT_KEY_HEADER"), Given("CLIENT_KEY"));
using var adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), httpClient: http)
{
    BaseUrl = Given("CLIENT_ADDRESS"),
};
var validations = new AccountValidationClient(adapter).Api.Validations;

try
{
    await RunAsync();
    return 0;
}
catch (Exception exception)
    when (exception is ApiException or HttpRequestException or OperationCanceledException or InvalidDataException)
{
    await Console.Error.WriteLineAsync(
        exception is ApiException refused
            ? $"{refused.GetType().Name}, status {refused.ResponseStatusCode}: {refused.Message}"
            : exception.Message);
    return 1;
}

async Task RunAsync()
{
    // A start that is told twice is one validation.
    var request = new StartRequest
    {
        CustomerId = customerId,
        CustomerAccountId = customerAccountId,
        Amount = new() { String = "1" },
    };
    var started = await StartAsync(request, "Idempotency-Key", customerAccountId);
    Expect(started.Status == ValidationStatus.PENDING, $"The validation is {started.Status} in place of PENDING.");
    var again = await StartAsync(request, "Idempotency-Key", customerAccountId);
    Expect(again.Id == started.Id, $"The repeated start was answered with {again.Id} in place of {started.Id}.");

    // One that settles meanwhile is answered with 200.
    var settled = await StartAsync(
        new() { CustomerId = customerId, CustomerAccountId = "active.kiota" },
        "Prefer",
        "wait=20");
    Expect(
        settled.Status == ValidationStatus.ACTIVE,
        $"The awaited start was answered with {settled.Status} in place of ACTIVE.");

    var page = await validations.GetAsync(
        call =>
        {
            call.QueryParameters.CustomerId = customerId;
            call.QueryParameters.Status = [ValidationStatus.PENDING, ValidationStatus.ACTIVE];
        },
        deadline.Token);
    var listed = page?.Items?.ConvertAll(item => item.Id) ?? [];
    Expect(
        listed.Count == 2 && listed.Contains(started.Id),
        $"The list holds {string.Join(", ", listed)} in place of {started.Id} and one more.");

    var conflict = await ConflictAsync(new() { CustomerId = customerId, CustomerAccountId = customerAccountId });
    Expect(
        conflict.Type == StartConflictProblem_type.UrnAccountValidationProblemAccountBusy,
        $"The conflict has the type {conflict.Type}.");
    Expect(
        conflict.ValidationId == started.Id,
        $"The conflict names {conflict.ValidationId} in place of {started.Id}.");
}

async Task<StartedValidation> StartAsync(StartRequest request, string header, string value) =>
    await validations.PostAsync(request, call => call.Headers.Add(header, value), deadline.Token)
    ?? throw new InvalidDataException("The start was answered without a body.");

async Task<StartConflictProblem> ConflictAsync(StartRequest request)
{
    try
    {
        var second = await validations.PostAsync(request, cancellationToken: deadline.Token);
        throw new InvalidDataException($"The second start was answered with {second?.Id} in place of 409.");
    }
    catch (StartConflictProblem conflict) when (conflict.ResponseStatusCode == 409)
    {
        return conflict;
    }
}

static void Expect(bool holds, string otherwise)
{
    if (!holds)
    {
        throw new InvalidDataException(otherwise);
    }
}

static string Given(string variable) =>
    Environment.GetEnvironmentVariable(variable)
    ?? throw new InvalidOperationException($"{variable} is not set: .ci/clients sets it.");
