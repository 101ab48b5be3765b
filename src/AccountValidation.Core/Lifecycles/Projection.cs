using System.Globalization;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Views;

namespace AccountValidation.Core.Lifecycles;

/// <summary>Turns a validation into the view that callers get.</summary>
public static class Projection
{
    private const string Currency = "INR";

    /// <summary>The whole validation, timeline included.</summary>
    public static ValidationView Of(Validation validation)
    {
        var settled = validation.Stage as Stage.Settled;
        return new()
        {
            Id = validation.Id,
            Status = StatusNames.Of(validation.Status),
            Reason = settled is null ? Settlement.WhyHeld(validation) : settled.Reason,
            CustomerId = validation.Request.CustomerId,
            CustomerAccountId = validation.Request.CustomerAccountId,
            Gateway = validation.Request.Gateway,
            Amount = AmountText(validation.Request.Amount),
            Currency = Currency,
            CreatedAt = validation.CreatedAt,
            SettledAt = settled?.At,
            DeadlineAt = validation.DeadlineAt,
            NextCheckAt = Lifecycle.NextCheckAt(validation),
            WaitingFor = WaitingForOf(validation),
            Checks = validation.Checks,
            ValidateAttempts = validation.ValidateAttempts,
            Reused = settled?.Reused ?? false,
            Unchanged = settled?.Unchanged ?? false,
            Account = validation.LastSeen is { } seen ? ViewOf(seen) : null,
            Callback = ViewOf(validation.Callback, validation.NextAttemptAt),
            Metadata = validation.Request.Metadata,
            Timeline =
            [
                .. validation.Timeline.Entries.Select(entry => new TimelineEntryView(
                    entry.At, entry.Event, entry.Describe())),
            ],
        };
    }

    /// <summary>The validation as a list shows it: without the timeline.</summary>
    public static ValidationView ItemOf(Validation validation) => Of(validation) with { Timeline = null };

    /// <summary>What a validation waits for; null once nothing is left to do.</summary>
    public static WaitingForView? WaitingForOf(Validation validation) =>
        Waits.Of(validation) is { } wait
            ? new(
                WaitNames.Of(wait.Cause),
                wait.Since,
                Waits.NextStepAt(validation),
                wait.Rule is { } rule ? WaitNames.Of(rule) : null)
            : null;

    /// <summary>An amount as Juspay and the contract write it: no superfluous zeros.</summary>
    public static string AmountText(decimal amount) => amount.ToString("0.##", CultureInfo.InvariantCulture);

    private static AccountView ViewOf(AccountSnapshot seen) => new(
        seen.Details.MaskedVpa,
        seen.Details.MaskedAccountNumber,
        seen.Details.Ifsc,
        seen.Details.BankName,
        seen.Details.BeneficiaryName,
        seen.LastValidated);

    private static CallbackView ViewOf(Callback? callback, DateTimeOffset? nextAttemptAt) => new(
        StatusNames.Of(callback?.Status),
        callback?.Url,
        callback?.Attempts ?? 0,
        nextAttemptAt,
        callback?.LastResponse,
        callback?.LastError,
        callback?.DeliveredAt);
}
