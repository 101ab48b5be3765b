namespace AccountValidation.Service.Intake;

/// <summary>Collects what is wrong with an input, field by field, so that a caller learns all of it at once.</summary>
public sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    /// <summary>True while nothing is wrong.</summary>
    public bool IsEmpty => _errors.Count == 0;

    /// <summary>
    /// Adds a fault, once: long names that differ are shown alike where they are cut. The message completes the
    /// sentence "this field …".
    /// </summary>
    public void Add(string field, string message)
    {
        if (!_errors.TryGetValue(field, out var messages))
        {
            _errors[field] = messages = [];
        }

        if (!messages.Contains(message))
        {
            messages.Add(message);
        }
    }

    /// <summary>All faults, as problem details carry them.</summary>
    public IReadOnlyDictionary<string, string[]> ToDictionary() =>
        _errors.ToDictionary(error => error.Key, error => error.Value.ToArray(), StringComparer.Ordinal);
}
