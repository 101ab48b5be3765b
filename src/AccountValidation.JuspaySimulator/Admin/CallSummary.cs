namespace AccountValidation.JuspaySimulator;

/// <summary>What was seen of one account: counts of all calls, and the latest of them.</summary>
internal sealed record CallSummary(int Gets, int Posts, int RoutingIdViolations, IReadOnlyList<CallBody> Latest);
