using AccountValidation.Core.Accounts;

namespace AccountValidation.Core;

/// <summary>
/// Facts that a store keeps per customer account, apart from its validations (rule 1): money belongs to the account.
/// <see cref="Lifecycles.AccountRules"/> makes a new record from an old one. The store itself knows which unsettled
/// validation holds the account's lock.
/// </summary>
public sealed record Account
{
    /// <summary>The longest time, from its intent, that an open drop keeps other validations from paying.</summary>
    public static readonly TimeSpan LongestOpen = TimeSpan.FromHours(72);

    /// <summary>An account without any known fact.</summary>
    public static Account Unknown { get; } = new();

    /// <summary>The routing id of the account's calls; null before the first validation.</summary>
    public string? RoutingId { get; init; }

    /// <summary>When the last validation took the account's lock; null before the first.</summary>
    public DateTimeOffset? LockedAt { get; init; }

    /// <summary>
    /// The last answer about the account. Behind it stand the answers for each other spelling and each other Juspay.
    /// Null before the first answer.
    /// </summary>
    public KnownAnswer? LastAnswer { get; init; }

    /// <summary>The penny drop whose end is not known; null when no drop is open.</summary>
    public OpenDrop? OpenDrop { get; init; }
}

/// <summary>
/// The last final answer that Juspay showed for an account. An answer speaks of one spelling of the id at one Juspay.
/// The answers for other spellings and other Juspays stay behind it. So settings may change to another Juspay and back,
/// and no answer is forgotten.
/// </summary>
/// <param name="CustomerAccountId">The account id exactly as the check sent it.</param>
/// <param name="Juspay">Who answered; null when the state does not say.</param>
/// <param name="Shown">The status and date that Juspay showed.</param>
/// <param name="Before">The last answer for another spelling or of another Juspay; null when no such answer is
/// known.</param>
public sealed record KnownAnswer(
    string CustomerAccountId, JuspayIdentity? Juspay, Baseline Shown, KnownAnswer? Before = null)
{
    /// <summary>The store keeps this many answers per account, the newest first.</summary>
    public const int Most = 4;

    /// <summary>
    /// Puts this answer in front of the known ones. The answer of the same Juspay for the same spelling gives way.
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

    /// <summary>The known answers for one spelling, the newest first; null when no answer is known.</summary>
    public static KnownAnswer? Of(KnownAnswer? known, string customerAccountId) =>
        Kept(known, answer => answer.CustomerAccountId == customerAccountId, Most);

    /// <summary>The newest known answer that this Juspay may have given; null when no answer is known.</summary>
    public static KnownAnswer? By(KnownAnswer? known, JuspayIdentity? juspay) =>
        Kept(known, answer => JuspayIdentity.MayBeSame(answer.Juspay, juspay), atMost: 1);

    private static KnownAnswer? Kept(KnownAnswer? known, Func<KnownAnswer, bool> isKept, int atMost) =>
        known is null || atMost == 0 ? null
        : isKept(known) ? known with { Before = Kept(known.Before, isKept, atMost - 1) }
        : Kept(known.Before, isKept, atMost);
}

/// <summary>
/// A penny drop whose end is not known. While an account has an open drop, nobody pays for the account. A validation
/// that starts follows the drop.
/// </summary>
/// <param name="Drop">The origin of the penny drop.</param>
/// <param name="Stage">The stage of the validation that followed the drop last; never a settled stage.</param>
/// <param name="UncertainAttempts">How many penny drops in a row ended uncertain, this drop included once its end is
/// noted.</param>
public sealed record OpenDrop(DropOrigin Drop, Stage Stage, int UncertainAttempts);

/// <summary>The origin of a penny drop.</summary>
/// <param name="ValidationId">The validation that intended the drop, or that first saw a drop from elsewhere under
/// way.</param>
/// <param name="CustomerAccountId">The account id exactly as the POST sent it: only checks of the same id speak of the
/// drop.</param>
/// <param name="Juspay">The Juspay that got the POST; null when the state does not say.</param>
/// <param name="At">The time of the intent, or the time when a drop from elsewhere was first seen.</param>
/// <param name="CustomerId">The customer id in the POST; null when the state does not say.</param>
public sealed record DropOrigin(
    string ValidationId,
    string CustomerAccountId,
    JuspayIdentity? Juspay,
    DateTimeOffset At,
    string? CustomerId = null);
