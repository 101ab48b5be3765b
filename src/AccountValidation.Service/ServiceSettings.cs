using AccountValidation.Core;
using AccountValidation.Service.Api;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Juspay;
using AccountValidation.Service.Queues;
using AccountValidation.Service.Settings;

namespace AccountValidation.Service;

/// <summary>Every setting that both hosts share.</summary>
/// <param name="Juspay">How Juspay is called.</param>
/// <param name="Submission">When a penny is dropped.</param>
/// <param name="Recheck">How later checks are spaced.</param>
/// <param name="Callbacks">How callers are called back.</param>
/// <param name="Api">Who may call the API.</param>
/// <param name="Queues">The queues of Azure Storage.</param>
public sealed record ServiceSettings(
    JuspaySettings Juspay,
    SubmissionSettings Submission,
    RecheckSettings Recheck,
    CallbackSettings Callbacks,
    ApiSettings Api,
    QueueSettings Queues)
{
    /// <summary>The sections that all of them are in.</summary>
    public static IReadOnlyCollection<string> Sections { get; } =
    ["Juspay", "Submission", "Recheck", "Callbacks", "Api", "Queues"];

    /// <summary>Reads all of them; the reader collects what is wrong.</summary>
    public static ServiceSettings Read(SettingsReader reader) => new(
        JuspaySettings.Read(reader),
        SubmissionSettings.Read(reader),
        RecheckSettings.Read(reader),
        CallbackSettings.Read(reader),
        ApiSettings.Read(reader),
        QueueSettings.Read(reader));

    /// <summary>The terms that a validation accepted now gets.</summary>
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
