using AccountValidation.Core;

namespace AccountValidation.Service.Intake;

/// <summary>What the settings say of new validations.</summary>
/// <param name="For">The terms of a validation with this preferred gateway; null for Juspay's choice.</param>
/// <param name="DefaultCallbackUrl">Where callbacks go when a request names no URL; null for nowhere.</param>
public sealed record StartTerms(Func<string?, Terms> For, string? DefaultCallbackUrl);
