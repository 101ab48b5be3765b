using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Api;

/// <summary>The paths of the contract.</summary>
public static class Links
{
    /// <summary>The collection of validations.</summary>
    public const string Validations = "/api/validations";

    /// <summary>The path to which Juspay sends notifications.</summary>
    public const string Notifications = "/api/juspay/notifications";

    /// <summary>The path of a validation.</summary>
    public static string ToValidation(string id) => $"{Validations}/{id}";

    /// <summary>The path of a validation, below the prefix that a proxy has sent.</summary>
    public static string ToValidation(HttpRequest request, string id) => request.PathBase.Add(ToValidation(id));
}
