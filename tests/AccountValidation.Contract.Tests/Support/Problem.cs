namespace AccountValidation.Contract.Tests;

/// <summary>
/// What every error of the contract must be: problem details (RFC 9457) with a type that callers can rely on.
/// </summary>
internal static class Problem
{
    private const string TypePrefix = "urn:account-validation:problem:";

    /// <summary>Checks a problem of the contract.</summary>
    public static void Expect(Answer answer, int status, string type)
    {
        ExpectDetails(answer, status);
        Assert.Equal(TypePrefix + type, answer.Body.Text("type"));
        Assert.False(string.IsNullOrWhiteSpace(answer.Body.Text("detail")), answer.ToString());
    }

    /// <summary>Checks a problem that names exactly these fields.</summary>
    public static void ExpectFields(Answer answer, params string[] fields)
    {
        Expect(answer, 400, "invalid-request");
        Assert.Equal(fields.Order(StringComparer.Ordinal), FieldsOf(answer).Order(StringComparer.Ordinal));
        Assert.All(fields, field => Assert.NotEmpty(answer.Body.Items("errors", field)));
    }

    /// <summary>Checks that the answer is a problem at all.</summary>
    public static void ExpectDetails(Answer answer, int status)
    {
        Assert.True(answer.Status == status, answer.ToString());
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.Equal(status, answer.Body.Number("status"));
        Assert.False(string.IsNullOrWhiteSpace(answer.Body.Text("type")), answer.ToString());
        Assert.False(string.IsNullOrWhiteSpace(answer.Body.Text("title")), answer.ToString());
    }

    /// <summary>The fields that the problem names.</summary>
    public static IReadOnlyList<string> FieldsOf(Answer answer) => answer.Body.Names("errors");
}
