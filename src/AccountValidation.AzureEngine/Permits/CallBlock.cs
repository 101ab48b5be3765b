namespace AccountValidation.AzureEngine.Permits;

/// <summary>A run of evenly spaced calls to Juspay that an instance may make.</summary>
/// <param name="Start">The time of the first permit, by the table service's clock.</param>
/// <param name="Calls">How many calls the run allows.</param>
internal readonly record struct CallBlock(DateTimeOffset Start, int Calls);
