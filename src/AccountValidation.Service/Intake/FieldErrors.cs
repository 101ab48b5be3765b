namespace AccountValidation.Service.Intake;

/// <summary>Collects the faults of an input, field by field, so that a caller learns all faults at once.</summary>
public sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    /// <summary>True while no fault was added.</summary>
    public bool IsEmpty => _errors.Count == 0;

    /// <summary>
    /// Adds a fault, unless the field has the same fault already: two long names may be the same once shortened. The
    /// message completes the sentence "this field …".
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

    /// <summary>All faults by field, as problem details show them.</summary>
    public IReadOnlyDictionary<string, string[]> ToDictionary() =>
        _errors.ToDictionary(error => error.Key, error => error.Value.ToArray(), StringComparer.Ordinal);
}
