namespace AccountValidation.Service.Api.OpenApi;

/// <summary>The names of the document's schemas, except those of problems (<see cref="ProblemKinds"/>).</summary>
internal static class Schemas
{
    public const string StartRequest = nameof(StartRequest);
    public const string Validation = nameof(Validation);
    public const string StartedValidation = nameof(StartedValidation);
    public const string ListedValidation = nameof(ListedValidation);
    public const string SettledValidation = nameof(SettledValidation);
    public const string ValidationPage = nameof(ValidationPage);
    public const string CallbackMessage = nameof(CallbackMessage);
    public const string Reason = nameof(Reason);
    public const string Account = nameof(Account);
    public const string Callback = nameof(Callback);
    public const string TimelineEntry = nameof(TimelineEntry);
    public const string Health = nameof(Health);
    public const string HealthCheck = nameof(HealthCheck);
    public const string ValidationStatus = nameof(ValidationStatus);
    public const string SettledStatus = nameof(SettledStatus);
    public const string ReasonCode = nameof(ReasonCode);
    public const string CallbackStatus = nameof(CallbackStatus);
    public const string CallbackType = nameof(CallbackType);
    public const string DeliveryError = nameof(DeliveryError);
    public const string TimelineEvent = nameof(TimelineEvent);
    public const string HealthStatus = nameof(HealthStatus);
    public const string InstanceState = nameof(InstanceState);
}
