namespace AccountValidation.AzureEngine.Permits;

/// <summary>Calls to Juspay that one instance may make, evenly spaced.</summary>
/// <param name="Start">The permit of the first, by the table service's clock.</param>
/// <param name="Calls">How many.</param>
internal readonly record struct CallBlock(DateTimeOffset Start, int Calls);
