using System.Text.Json.Serialization;
using AccountValidation.Core.Accounts;

namespace AccountValidation.Core;

/// <summary>
/// What a store keeps of one customer account beside its validations (rule 1): money belongs to the account.
/// <see cref="Lifecycles.AccountRules"/> makes a new one from an old one. Which unsettled validation holds the
/// account's lock is the store's own matter.
/// </summary>
public sealed record Account
{
    /// <summary>
    /// The longest time that a penny drop whose end is not known keeps others from paying, from its intent.
    /// </summary>
    public static readonly TimeSpan LongestOpen = TimeSpan.FromHours(72);

    /// <summary>An account of which nothing is known.</summary>
    public static Account Unknown { get; } = new();

    /// <summary>The routing id of its calls; null before the first validation.</summary>
    public string? RoutingId { get; init; }

    /// <summary>When the last validation took the account's lock; null before the first.</summary>
    [JsonPropertyName("takenAt")]
    public DateTimeOffset? LockedAt { get; init; }

    /// <summary>
    /// What was last answered of it, and behind that what each other spelling and Juspay had; null when nothing ever
    /// was.
    /// </summary>
    public KnownAnswer? LastAnswer { get; init; }

    /// <summary>The penny drop whose end is not known; null when there is none.</summary>
    public OpenDrop? OpenDrop { get; init; }
}

/// <summary>
/// The last final answer of an account that Juspay showed. An answer speaks of one spelling of the id at one Juspay:
/// those of the others are kept behind it, so that none is forgotten while settings change to another Juspay and back.
/// </summary>
/// <param name="CustomerAccountId">The account id exactly as it was asked about.</param>
/// <param name="Juspay">Who answered; null when that was not noted.</param>
/// <param name="Shown">What was shown.</param>
/// <param name="Before">The last answer of another spelling or another Juspay; null when there is none.</param>
public sealed record KnownAnswer(
    string CustomerAccountId, JuspayIdentity? Juspay, Baseline Shown, KnownAnswer? Before = null)
{
    /// <summary>So many answers are kept of one account, the newest first.</summary>
    public const int Most = 4;

    /// <summary>
    /// This answer in front of those that were known: it takes the place of what the same Juspay had answered of the
    /// same spelling.
    /// </summary>
    public KnownAnswer InFrontOf(KnownAnswer? known) =>
        this with
        {
            Before = Kept(
                known,
                answer =>
                    answer.CustomerAccountId != CustomerAccountId || !JuspayIdentity.MayBeSame(answer.Juspay, Juspay),
                Most - 1),
        };

    /// <summary>Of the answers that are known, those of one spelling; null when there is none.</summary>
    public static KnownAnswer? Of(KnownAnswer? known, string customerAccountId) =>
        Kept(known, answer => answer.CustomerAccountId == customerAccountId, Most);

    /// <summary>
    /// Of the answers that are known, the newest that one Juspay may have given; null when there is none.
    /// </summary>
    public static KnownAnswer? By(KnownAnswer? known, JuspayIdentity? juspay) =>
        Kept(known, answer => JuspayIdentity.MayBeSame(answer.Juspay, juspay), atMost: 1);

    private static KnownAnswer? Kept(KnownAnswer? known, Func<KnownAnswer, bool> isKept, int atMost) =>
        known is null || atMost == 0 ? null
        : isKept(known) ? known with { Before = Kept(known.Before, isKept, atMost - 1) }
        : Kept(known.Before, isKept, atMost);
}

/// <summary>
/// A penny drop whose end is not known. While an account has one, nobody pays for it, and who starts follows it.
/// </summary>
/// <param name="Drop">Which penny drop.</param>
/// <param name="Stage">What is known of it: the stage of the validation that followed it last, never a settled
/// one.</param>
/// <param name="UncertainAttempts">How many penny drops in a row ended uncertain, this one included once its end was
/// noted.</param>
public sealed record OpenDrop(DropOrigin Drop, Stage Stage, int UncertainAttempts);

/// <summary>Where a penny drop came from.</summary>
/// <param name="ValidationId">The validation that intended it, or that first saw another's under way.</param>
/// <param name="CustomerAccountId">The account id exactly as it was sent to Juspay: only checks of the same id speak of
/// the drop.</param>
/// <param name="Juspay">Which Juspay it was sent to; null when that was not noted.</param>
/// <param name="At">The time of the intent, or when another's was first seen.</param>
/// <param name="CustomerId">The customer id that it was sent under; null when that was not noted.</param>
public sealed record DropOrigin(
    string ValidationId,
    string CustomerAccountId,
    JuspayIdentity? Juspay,
    DateTimeOffset At,
    string? CustomerId = null);
