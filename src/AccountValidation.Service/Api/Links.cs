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
}
