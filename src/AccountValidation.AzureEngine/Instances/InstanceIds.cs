using System.Globalization;
using AccountValidation.Core;

namespace AccountValidation.AzureEngine.Instances;

/// <summary>
/// The ids of orchestrations that take over from a validation's first orchestration. The first orchestration has the
/// validation's id.
/// </summary>
public static class InstanceIds
{
    private const string After = "-after-";
    private const int First = 2;

    /// <summary>The orchestration that delivers a callback again.</summary>
    public static string OfRedelivery(Validation validation) => OfRedelivery(validation.Id, validation.Callback!.Round);

    /// <summary>The orchestration of a round of deliveries.</summary>
    public static string OfRedelivery(string validationId, int round) =>
        string.Create(CultureInfo.InvariantCulture, $"{validationId}-redelivery-{round}");

    /// <summary>
    /// The orchestration that follows an orchestration which ended outside the rules. The id counts such ends, so it
    /// stays short.
    /// </summary>
    public static string AfterEndOf(string driver)
    {
        var (root, number) = Parts(driver);
        return Successor(root, number + 1);
    }

    /// <summary>The orchestration that the given orchestration follows; null when it follows none.</summary>
    public static string? Before(string driver) => Parts(driver) switch
    {
        (_, < First) => null,
        (var root, First) => root,
        var (root, number) => Successor(root, number - 1),
    };

    private static string Successor(string root, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{root}{After}{number}");

    private static (string Root, int Number) Parts(string driver) =>
        driver.LastIndexOf(After, StringComparison.Ordinal) is >= 0 and var at
        && int.TryParse(driver[(at + After.Length)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (driver[..at], number)
            : (driver, First - 1);
}
