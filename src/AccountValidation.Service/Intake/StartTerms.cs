using AccountValidation.Core;

namespace AccountValidation.Service.Intake;

/// <summary>The terms and defaults that the settings give to new validations.</summary>
/// <param name="For">Returns the terms for a preferred gateway; null means Juspay's choice.</param>
/// <param name="DefaultCallbackUrl">The callback URL of a request that names none; null for no callback.</param>
public sealed record StartTerms(Func<string?, Terms> For, string? DefaultCallbackUrl);
