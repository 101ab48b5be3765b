using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccountValidation.Functions.Http;

/// <summary>
/// The HTTP functions. The host lets every request pass, and the contract checks the API keys of <c>Api:Keys</c> and
/// <c>Api:OperatorKeys</c>. An idempotency key belongs to the caller whose API key came with it. The host does not tell
/// the names of its own keys.
/// </summary>
internal sealed class ContractFunctions(ContractPipeline contract)
{
    private const string Validations = "api/validations";
    private const string Validation = Validations + "/{id}";

    /// <summary><c>POST /api/validations</c></summary>
    [Function("StartValidation")]
    public Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Validations)] HttpRequest request,
        [DurableClient] DurableTaskClient client) => contract.AnswerAsync(request, client);

    /// <summary><c>GET /api/validations</c></summary>
    [Function("ListValidations")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Validations)] HttpRequest request,
        [DurableClient] DurableTaskClient client) => contract.AnswerAsync(request, client);

    /// <summary><c>GET /api/validations/summary</c></summary>
    [Function("SummarizeValidations")]
    public Task<IResult> SummarizeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Validations + "/summary")] HttpRequest request,
        [DurableClient] DurableTaskClient client) => contract.AnswerAsync(request, client);

    /// <summary><c>GET /api/validations/{id}</c></summary>
    [Function("GetValidation")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Validation)] HttpRequest request,
        [DurableClient] DurableTaskClient client) => contract.AnswerAsync(request, client);

    /// <summary><c>POST /api/validations/{id}/cancel</c></summary>
    [Function("CancelValidation")]
    public Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Validation + "/cancel")] HttpRequest request,
        [DurableClient] DurableTaskClient client) => contract.AnswerAsync(request, client);

    /// <summary><c>POST /api/validations/{id}/check</c></summary>
    [Function("CheckValidation")]
    public Task<IResult> CheckAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Validation + "/check")] HttpRequest request,
        [DurableClient] DurableTaskClient client) => contract.AnswerAsync(request, client);

    /// <summary><c>POST /api/validations/{id}/callback/redeliver</c></summary>
    [Function("RedeliverCallback")]
    public Task<IResult> RedeliverAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Validation + "/callback/redeliver")]
            HttpRequest request,
        [DurableClient] DurableTaskClient client) => contract.AnswerAsync(request, client);

    /// <summary><c>POST /api/juspay/notifications</c></summary>
    [Function("TakeNotification")]
    public Task<IResult> NotifyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/juspay/notifications")] HttpRequest request,
        [DurableClient] DurableTaskClient client) => contract.AnswerAsync(request, client);

    /// <summary><c>GET /health/live</c> and <c>GET /health/ready</c></summary>
    [Function("GetHealth")]
    public Task<IResult> HealthAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/{which:regex(^(live|ready)$)}")]
            HttpRequest request,
        [DurableClient] DurableTaskClient client) => contract.AnswerAsync(request, client);

    /// <summary><c>GET /openapi/v1.json</c></summary>
    [Function("GetApiDocument")]
    public Task<IResult> DocumentAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi/v1.json")] HttpRequest request,
        [DurableClient] DurableTaskClient client) => contract.AnswerAsync(request, client);

    /// <summary>
    /// Answers every other path and method with a problem, too. The host tries routes in the order of the functions'
    /// names and takes the first match. So this function must be the last.
    /// </summary>
    [Function("ZUnknownRoute")]
    public Task<IResult> OtherwiseAsync(
        [HttpTrigger(
            AuthorizationLevel.Anonymous,
            "get",
            "post",
            "put",
            "patch",
            "delete",
            "head",
            "options",
            Route = "{*path}")]
            HttpRequest request,
        [DurableClient] DurableTaskClient client) => contract.AnswerAsync(request, client);
}
