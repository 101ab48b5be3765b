using System.Text.RegularExpressions;
using AccountValidation.Service.Intake;

namespace AccountValidation.Fuzz.Targets;

/// <summary>What must hold for the faults that a caller is told.</summary>
internal static partial class Faults
{
    private const int LongestField = 80;
    private const int LongestMessage = 256;
    private const int MostTimesTheInput = 16;
    private const int Spare = 4096;

    /// <summary>Either a result or faults, and faults that a small answer holds.</summary>
    public static void Check(object? result, FieldErrors errors, int inputLength)
    {
        Must.Hold(result is null != errors.IsEmpty, "there is either a result or a fault");
        CheckTexts(errors, inputLength);
    }

    /// <summary>Faults that a small answer holds.</summary>
    public static void CheckTexts(FieldErrors errors, int inputLength)
    {
        var length = 0L;
        foreach (var (field, messages) in errors.ToDictionary())
        {
            Must.Hold(field.Length <= LongestField, "the name of a field with a fault is short");
            Must.Hold(!field.Any(char.IsControl), "the name of a field with a fault holds no control character");
            Must.Hold(!HalfPair().IsMatch(field), "the name of a field with a fault is whole text");
            Must.Hold(messages.Length is >= 1 and <= 3, "a field has one to three faults");
            Must.Hold(messages.All(message => message.Length is > 0 and <= LongestMessage), "a fault is told in short");
            length += field.Length + messages.Sum(message => message.Length);
        }

        Must.Hold(
            length <= ((long)inputLength * MostTimesTheInput) + Spare,
            "the faults are not much longer than the input");
    }

    [GeneratedRegex(
        @"[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]", RegexOptions.CultureInvariant)]
    private static partial Regex HalfPair();
}
