using System.Reflection;
using System.Runtime.CompilerServices;

namespace AccountValidation.Architecture.Tests;

/// <summary>
/// A record writes all its properties into its text, and a text may reach a log or an exception. So a record that holds
/// something confidential says itself what its text is.
/// </summary>
public sealed class RecordTextTests
{
    private static readonly HashSet<string> Confidential = new(StringComparer.Ordinal)
    {
        "AccountNumber",
        "ApiKey",
        "BeneficiaryName",
        "Body",
        "CallbackBody",
        "CallbackUrl",
        "ConnectionString",
        "DefaultUrl",
        "Details",
        "IdempotencyKey",
        "Key",
        "Keys",
        "Metadata",
        "NotificationPassword",
        "OperatorKeys",
        "Secrets",
        "Url",
        "Vpa",
    };

    private static readonly string[] Assemblies =
    [
        "AccountValidation.Core",
        "AccountValidation.Service",
        "AccountValidation.AzureEngine",
        "AccountValidation.Functions",
        "AccountValidation.SelfHost",
    ];

    [Fact]
    public void Records_ThatHoldWhatIsConfidential_WriteTheirTextThemselves()
    {
        var records = Assemblies.SelectMany(assembly => Assembly.Load(assembly).GetTypes()).Where(IsRecord).ToList();
        Assert.True(records.Count > 50, "Hardly any record was found.");

        var talkative = records.Where(record =>
            record.GetProperties(BindingFlags.Instance | BindingFlags.Public).Any(IsConfidential)
            && !WritesItsText(record));

        Assert.Equal([], talkative.Select(record => record.FullName));
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    // A type of ours answers for its own text.
    private static bool IsConfidential(PropertyInfo property) =>
        Confidential.Contains(property.Name)
        && property.PropertyType != typeof(bool)
        && !Assemblies.Contains(property.PropertyType.Assembly.GetName().Name);

    private static bool WritesItsText(Type record) =>
        record.GetMethod(nameof(ToString), Type.EmptyTypes) is { } text
        && text.GetCustomAttribute<CompilerGeneratedAttribute>() is null;
}
