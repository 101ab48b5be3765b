using System.Collections.Immutable;
using System.Globalization;
using CsCheck;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>Walks under random terms in random worlds.</summary>
internal static class Walks
{
    /// <summary>How many walks a property is held against in a test run.</summary>
    public const long Many = 2000;

    /// <summary>
    /// How many instead. A mutation run repeats the properties for every mutant, and cannot afford as many walks as a
    /// test run.
    /// </summary>
    public static readonly long? Fewer = long.TryParse(
        Environment.GetEnvironmentVariable("CORE_WALKS"), CultureInfo.InvariantCulture, out var walks)
        ? walks
        : null;

    private static readonly Gen<double> Probability = Gen.Frequency(
        (2, Gen.Const(0.0)), (6, Gen.Double[0, 0.5]), (2, Gen.Double[0.8, 0.99]));

    private static readonly Gen<double> Often = Gen.Double[0.8, 0.99];

    private static readonly Gen<double> Seldom = Gen.Double[0, 0.1];

    private static readonly Gen<World> Wild = Gen.Select(
        Gen.Int, Probability, Probability, Probability, Probability, Probability, Probability, Gen.Double[0, 0.4],
        NewWorld);

    /// <summary>Loses most drops and shows nothing of them: the world in which a second penny must be earned.</summary>
    private static readonly Gen<World> Lossy = Gen.Select(
        Gen.Int, Seldom, Often, Seldom, Often, Probability, Seldom, Seldom,
        NewWorld);

    /// <summary>Holds most drops off and shows nothing of them: the world in which a second POST has to wait.</summary>
    private static readonly Gen<World> Throttling = Gen.Select(
        Gen.Int, Probability, Often, Seldom, Seldom, Gen.Double[0.5, 0.9], Seldom, Seldom,
        NewWorld);

    private static readonly Gen<World> AnyWorld = Gen.Frequency((2, Wild), (1, Lossy), (1, Throttling));

    private static readonly Gen<RecheckTerms> AnyRecheck = Gen.Select(
        Seconds(1, 90), Gen.Double[1, 3], Gen.Int[1, 20], Gen.Double[0, 1], Gen.Int[1, 200], Gen.Int[0, 3],
        (first, factor, longest, jitter, deadline, preset) =>
            new RecheckTerms(
                first, factor, first * longest, jitter, first * deadline, preset == 0 ? RecheckPreset.Npci : null));

    private static readonly Gen<ImmutableArray<TimeSpan>> AnySchedule = Seconds(0, 3600)
        .Array[1, 5]
        .Select(delays => delays.ToImmutableArray());

    private static readonly Gen<Terms> AnyTerms = Gen.Select(
        Seconds(1, 60),
        Gen.OneOf(TimeSpan.Zero, TimeSpan.FromDays(1)),
        Seconds(1, 120),
        Gen.Int[1, 4],
        AnyRecheck,
        AnySchedule,
        (timeout, reuse, confirm, attempts, recheck, schedule) =>
            new Terms
            {
                JuspayTimeout = timeout,
                ReuseWithin = reuse,
                ConfirmAfter = confirm,
                MaxAttempts = attempts,
                Recheck = recheck,
                CallbackSchedule = schedule,
            });

    public static Gen<Walk> Any { get; } =
        Gen.Select(AnyTerms, AnyWorld, (terms, world) => new Walker(terms, world).Walk());

    /// <summary>
    /// True when the environment variable <c>CORE_WALKS</c> asks for fewer walks: they do not reach everything then.
    /// </summary>
    public static bool AreFew => Fewer < Many;

    /// <summary>Holds a property against many walks.</summary>
    public static void All(Action<Walk> property, long iterations = Many) =>
        Any.Sample(property, iter: Math.Min(iterations, Fewer ?? iterations));

    /// <summary>Holds a property against every turn of many walks.</summary>
    public static void AllTurns(Action<Turn> property, long iterations = Many) => All(
        walk =>
        {
            foreach (var turn in walk.Turns)
            {
                property(turn);
            }
        },
        iterations);

    private static World NewWorld(
        int seed,
        double failing,
        double stale,
        double quiet,
        double losing,
        double holding,
        double crashing,
        double signalling) =>
        new(seed, failing, stale, quiet, losing, holding, crashing, signalling);

    private static Gen<TimeSpan> Seconds(int from, int to) =>
        Gen.Int[from, to].Select(seconds => TimeSpan.FromSeconds(seconds));
}
