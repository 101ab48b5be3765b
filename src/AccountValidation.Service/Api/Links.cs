namespace AccountValidation.Service.Api;

/// <summary>The paths of the contract.</summary>
public static class Links
{
    /// <summary>The collection of validations.</summary>
    public const string Validations = "/api/validations";

    /// <summary>One validation.</summary>
    public static string ToValidation(string id) => $"{Validations}/{id}";
}
