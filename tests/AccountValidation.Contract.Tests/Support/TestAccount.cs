using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

/// <summary>
/// An account of the Juspay simulator that no other test uses. The beginning of its id names its script.
/// </summary>
internal sealed record TestAccount(string CustomerId, string AccountId)
{
    /// <summary>Creates an account of a new customer.</summary>
    public static TestAccount Of(string script) => new("cst_" + Unique(), $"{script}.{Unique()}");

    /// <summary>Creates another account of the same customer.</summary>
    public TestAccount Another(string script) => this with { AccountId = $"{script}.{Unique()}" };

    /// <summary>Returns the request that starts a validation of the account.</summary>
    public JsonObject Request(string? callbackUrl = null)
    {
        var request = new JsonObject { ["customerId"] = CustomerId, ["customerAccountId"] = AccountId };
        if (callbackUrl is not null)
        {
            request["callbackUrl"] = callbackUrl;
        }

        return request;
    }

    /// <summary>Returns a string that no other test uses.</summary>
    public static string Unique() => Guid.NewGuid().ToString("N")[..16];
}
