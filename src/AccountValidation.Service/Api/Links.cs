using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Api;

/// <summary>The paths of the contract.</summary>
public static class Links
{
    /// <summary>The collection of validations.</summary>
    public const string Validations = "/api/validations";

    /// <summary>Where Juspay sends its notifications.</summary>
    public const string Notifications = "/api/juspay/notifications";

    /// <summary>One validation.</summary>
    public static string ToValidation(string id) => $"{Validations}/{id}";

    /// <summary>One validation, below the prefix that a proxy has told.</summary>
    public static string ToValidation(HttpRequest request, string id) => request.PathBase.Add(ToValidation(id));
}
