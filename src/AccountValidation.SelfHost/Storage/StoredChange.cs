using AccountValidation.Core;

namespace AccountValidation.SelfHost.Storage;

/// <summary>A change of a validation that is on disk.</summary>
/// <param name="Before">The validation before the change; the new validation itself after a start.</param>
/// <param name="After">The validation after the change.</param>
/// <param name="DueAt">When the validation next needs the engine; null for never again.</param>
internal sealed record StoredChange(Validation Before, Validation After, DateTimeOffset? DueAt);
