using AccountValidation.Core.Tests.Support;
using CsCheck;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>Validations of one account in sequence, under random terms.</summary>
internal static class AccountWalks
{
    private static readonly Gen<TimeSpan> AnyDeadline = Gen.OneOf(
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(40),
        TimeSpan.FromHours(72));

    private static readonly Gen<Terms> AnyTerms = Gen.Select(
        Gen.Int[1, 60], Gen.Int[1, 120], Gen.Int[1, 3], Gen.Int[1, 60], AnyDeadline,
        (timeout, confirm, attempts, first, deadline) => Make.Terms with
        {
            JuspayTimeout = TimeSpan.FromSeconds(timeout),
            ConfirmAfter = TimeSpan.FromSeconds(confirm),
            MaxAttempts = attempts,
            Recheck = Make.Recheck with { FirstDelay = TimeSpan.FromSeconds(first), Deadline = deadline },
        });

    public static Gen<AccountWalk> Any { get; } =
        Gen.Select(AnyTerms, Gen.Int, (terms, seed) => new AccountWalker(terms, seed).Walk());

    /// <summary>Holds a property against many walks.</summary>
    public static void All(Action<AccountWalk> property, long iterations = Walks.Many) =>
        Any.Sample(property, iter: Math.Min(iterations, Walks.Fewer ?? iterations));

    /// <summary>Holds a property against every turn of many walks.</summary>
    public static void AllTurns(Action<AccountTurn> property, long iterations = Walks.Many) => All(
        walk =>
        {
            foreach (var turn in walk.Turns)
            {
                property(turn);
            }
        },
        iterations);
}
