using System.Text;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Callbacks;

namespace AccountValidation.Service.Tests;

/// <summary>Everyday values.</summary>
internal static class Samples
{
    /// <summary>The account that everyday requests and answers are about.</summary>
    public const string AccountId = "banh_1";

    /// <summary>The documented example, of that account.</summary>
    public const string ActiveBody = $$"""
        { "object": "customer_account", "id": "{{AccountId}}", "customer_id": "cst_zqqmw0v4exbhvv2l",
          "date_created": "2023-06-06T13:29:49Z", "account_details": { "vpa": "4225246777@yesg" },
          "validation_amount": "1", "currency": "INR", "validation_status": "ACTIVE",
          "last_validated": "2023-06-06T13:29:53Z" }
        """;

    /// <summary>What a check shows of an account that no penny was dropped on.</summary>
    public const string CreatedBody =
        """{ "object": "customer_account", "validation_status": "CREATED", "last_validated": null }""";

    /// <summary>An error of Juspay, as documented.</summary>
    public const string ErrorBody = """
        { "status": "error", "error_code": "access_denied", "error_info": { "user_message": "Unauthorized.",
          "developer_message": "Invalid API Key. Please pass a valid and active api key.", "code": "UNAUTHORIZED",
          "category": "USER_ERROR" } }
        """;

    public const string SecretText = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    public static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static SigningSecret Secret =>
        SigningSecret.TryParse(SecretText) ?? throw new InvalidOperationException("The sample must be a secret.");

    public static ValidationRequest Request(
        string customerId = "cst_1", string accountId = AccountId, string? gateway = null, decimal amount = 1) =>
        new()
        {
            CustomerId = customerId,
            CustomerAccountId = accountId,
            RoutingId = customerId,
            Gateway = gateway,
            Amount = amount,
        };

    public static ServiceSettings Settings(Uri juspay) =>
        new(
            new() { BaseUrl = juspay, ApiKey = "key_test" },
            new(),
            new(),
            new() { Secrets = [Secret], AllowLoopback = true },
            new(),
            new());

    /// <summary>A validation whose first step, check and penny drop, is due.</summary>
    public static Validation DueToPay(ServiceSettings settings, string? callbackUrl = null) =>
        Lifecycle.Accept(
            "val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C",
            Request() with
            {
                CallbackUrl = callbackUrl,
            },
            settings.ToTerms(gateway: null),
            Now);

    /// <summary>A validation that has settled, and whose callback is due.</summary>
    public static Validation Settled(ServiceSettings settings, string? callbackUrl)
    {
        var active = new JuspayReply.Answered(
            new(AccountStatus.Active, Now, new(MaskedVpa: "42******77@yesg", BeneficiaryName: "Asha Rao")));
        var intended = Lifecycle.Apply(
            DueToPay(settings, callbackUrl), new Outcome.IntentRecorded(1, Now, new(Now, Created)), Now);
        return Lifecycle.Apply(intended, new Outcome.PennyDropEnded(Now, active), Now);
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static JuspayReply Created =>
        new JuspayReply.Answered(new(AccountStatus.Created, null, AccountDetails.None));
}
