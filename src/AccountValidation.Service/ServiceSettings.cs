using AccountValidation.Core;
using AccountValidation.Service.Api;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Juspay;
using AccountValidation.Service.Queues;
using AccountValidation.Service.Settings;
using AccountValidation.Service.Telemetry;

namespace AccountValidation.Service;

/// <summary>Every setting that both hosts share.</summary>
/// <param name="Juspay">Calls to Juspay and Juspay's notifications.</param>
/// <param name="Submission">Penny drops and the limit of unsettled validations.</param>
/// <param name="Recheck">The intervals of later checks.</param>
/// <param name="Callbacks">The delivery of callbacks.</param>
/// <param name="Api">The API keys of callers and operators.</param>
/// <param name="Queues">The queues of Azure Storage.</param>
public sealed record ServiceSettings(
    JuspaySettings Juspay,
    SubmissionSettings Submission,
    RecheckSettings Recheck,
    CallbackSettings Callbacks,
    ApiSettings Api,
    QueueSettings Queues)
{
    /// <summary>The configuration sections of all these settings.</summary>
    public static IReadOnlyCollection<string> Sections { get; } =
    ["Juspay", "Submission", "Recheck", "Callbacks", "Api", "Queues"];

    /// <summary>Reads all settings; the reader collects the faults.</summary>
    public static ServiceSettings Read(SettingsReader reader)
    {
        TelemetryExport.Check(reader);
        return new(
            JuspaySettings.Read(reader),
            SubmissionSettings.Read(reader),
            RecheckSettings.Read(reader),
            CallbackSettings.Read(reader),
            ApiSettings.Read(reader),
            QueueSettings.Read(reader));
    }

    /// <summary>The terms of a validation that the service accepts now.</summary>
    /// <param name="gateway">The preferred gateway; null for Juspay's choice.</param>
    public Terms ToTerms(string? gateway) => new()
    {
        JuspayTimeout = Juspay.Timeout,
        ReuseWithin = Submission.ReuseWithin,
        ConfirmAfter = Submission.ConfirmAfter,
        MaxAttempts = Submission.MaxAttempts,
        Recheck = Recheck.For(gateway),
        CallbackSchedule = [.. Callbacks.Schedule],
    };
}
