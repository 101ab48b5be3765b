using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

/// <summary>
/// An account of the Juspay simulator, which behaves as the beginning of its id says, and which no other test uses.
/// </summary>
internal sealed record TestAccount(string CustomerId, string AccountId)
{
    /// <summary>A new customer's account.</summary>
    public static TestAccount Of(string script) => new("cst_" + Unique(), $"{script}.{Unique()}");

    /// <summary>Another account of the same customer.</summary>
    public TestAccount Another(string script) => this with { AccountId = $"{script}.{Unique()}" };

    /// <summary>The request that starts a validation of it.</summary>
    public JsonObject Request(string? callbackUrl = null)
    {
        var request = new JsonObject { ["customerId"] = CustomerId, ["customerAccountId"] = AccountId };
        if (callbackUrl is not null)
        {
            request["callbackUrl"] = callbackUrl;
        }

        return request;
    }

    /// <summary>A text that no other test uses.</summary>
    public static string Unique() => Guid.NewGuid().ToString("N")[..16];
}
