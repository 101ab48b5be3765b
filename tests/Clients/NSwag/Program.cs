// A client made by NSwag starts validations, finds one in the list, and meets the conflict.
using NSwagClient.Generated;

const string customerId = "cst_nswag";
const string customerAccountId = "pending-forever.nswag";

using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
using var http = new HttpClient { BaseAddress = new(Given("CLIENT_ADDRESS")) };
http.DefaultRequestHeaders.Add(Given("CLIENT_KEY_HEADER"), Given("CLIENT_KEY"));
var client = new AccountValidationClient(http);

try
{
    await RunAsync();
    return 0;
}
catch (Exception exception)
    when (exception is ApiException or HttpRequestException or OperationCanceledException or InvalidDataException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}

async Task RunAsync()
{
    // A start that is told twice is one validation.
    var request = new StartRequest
    {
        CustomerId = customerId,
        CustomerAccountId = customerAccountId,
        Amount = 1,
    };
    var started = await client.StartValidationAsync(
        request, idempotency_Key: customerAccountId, cancellationToken: deadline.Token);
    Expect(started.Status == ValidationStatus.PENDING, $"The validation is {started.Status} in place of PENDING.");
    var again = await client.StartValidationAsync(
        request, idempotency_Key: customerAccountId, cancellationToken: deadline.Token);
    Expect(again.Id == started.Id, $"The repeated start was answered with {again.Id} in place of {started.Id}.");

    // One that settles meanwhile is answered with 200.
    var other = new StartRequest { CustomerId = customerId, CustomerAccountId = "active.nswag" };
    var settled = await client.StartValidationAsync(other, prefer: "wait=20", cancellationToken: deadline.Token);
    Expect(
        settled.Status == ValidationStatus.ACTIVE,
        $"The awaited start was answered with {settled.Status} in place of ACTIVE.");

    var page = await client.ListValidationsAsync(
        [ValidationStatus.PENDING, ValidationStatus.ACTIVE], customerId, cancellationToken: deadline.Token);
    var listed = page.Items.Select(item => item.Id).ToList();
    Expect(
        listed.Count == 2 && listed.Contains(started.Id),
        $"The list holds {string.Join(", ", listed)} in place of {started.Id} and one more.");

    var conflict = await ConflictAsync(new() { CustomerId = customerId, CustomerAccountId = customerAccountId });
    Expect(
        conflict.Type == StartConflictProblemType.UrnAccountValidationProblemAccountBusy,
        $"The conflict has the type {conflict.Type}.");
    Expect(
        conflict.ValidationId == started.Id,
        $"The conflict names {conflict.ValidationId} in place of {started.Id}.");
}

async Task<StartConflictProblem> ConflictAsync(StartRequest request)
{
    try
    {
        var second = await client.StartValidationAsync(request, cancellationToken: deadline.Token);
        throw new InvalidDataException($"The second start was answered with {second.Id} in place of 409.");
    }
    catch (ApiException<StartConflictProblem> exception) when (exception.StatusCode == 409)
    {
        return exception.Result;
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
