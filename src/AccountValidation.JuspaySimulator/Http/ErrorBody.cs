namespace AccountValidation.JuspaySimulator;

/// <summary>An error on the wire.</summary>
internal sealed record ErrorBody(string Status, string ErrorCode, ErrorInfoBody ErrorInfo)
{
    public static ErrorBody Of(Answer.Error error) => new(
        "error",
        error.ErrorCode,
        new(error.UserMessage, error.DeveloperMessage, error.Code, error.Status < 500 ? "USER_ERROR" : "SYSTEM_ERROR"));
}

/// <summary>The particulars of an error on the wire.</summary>
internal sealed record ErrorInfoBody(string UserMessage, string DeveloperMessage, string Code, string Category);
