namespace AccountValidation.Contract.Tests;

/// <summary>Checks errors of the contract: problem details (RFC 9457) with a type that clients can rely on.</summary>
internal static class Problem
{
    private const string TypePrefix = "urn:account-validation:problem:";

    /// <summary>Checks the status and the type of a problem.</summary>
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

    /// <summary>Checks that the response is a problem.</summary>
    public static void ExpectDetails(Answer answer, int status)
    {
        Assert.True(answer.Status == status, answer.ToString());
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.Equal(status, answer.Body.Number("status"));
        Assert.False(string.IsNullOrWhiteSpace(answer.Body.Text("type")), answer.ToString());
        Assert.False(string.IsNullOrWhiteSpace(answer.Body.Text("title")), answer.ToString());
    }

    /// <summary>Returns the fields that the problem names.</summary>
    public static IReadOnlyList<string> FieldsOf(Answer answer) => answer.Body.Names("errors");
}
