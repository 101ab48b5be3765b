using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.SelfHost.Storage;
using AccountValidation.Service.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccountValidation.Benchmarks;

/// <summary>
/// Measures the filters of the list and the summary on a database of the self-host with many validations: nearly all
/// settled and delivered, a thousandth pending for different causes.
/// </summary>
internal static class QueryTiming
{
    private const int Rounds = 200;
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Terms Terms = new()
    {
        JuspayTimeout = TimeSpan.FromSeconds(30),
        ReuseWithin = TimeSpan.Zero,
        ConfirmAfter = TimeSpan.FromSeconds(30),
        MaxAttempts = 3,
        Recheck = new(TimeSpan.FromSeconds(5), 1.6, TimeSpan.FromMinutes(10), 0, TimeSpan.FromHours(72)),
        CallbackSchedule = [TimeSpan.Zero],
    };

    /// <summary>Fills a new file, then measures each query.</summary>
    /// <param name="path">The database's path. An existing file is used as it is.</param>
    /// <param name="count">How many validations.</param>
    public static void Run(string path, int count)
    {
        var isNew = !File.Exists(path);
        using var database = Database.Open(
            path,
            new(null, TimeSpan.FromSeconds(270), TimeProvider.System, RandomNumberGenerator.Fill, FileIdentity.Of));
        if (isNew)
        {
            var began = Stopwatch.GetTimestamp();
            Fill(database, count);
            var rate = count / Stopwatch.GetElapsedTime(began).TotalSeconds;
            Console.WriteLine($"{count} validations stored, {rate.ToString("F0", CultureInfo.InvariantCulture)}/s");
        }

        var reader = new StoreReader(database, NullLogger<StoreReader>.Instance);
        Measure("summary", () => _ = reader.Summarize());
        foreach (var (name, filter) in Filters(count))
        {
            Measure(name, () => _ = reader.List(filter));
        }
    }

    private static IEnumerable<(string Name, ValidationFilter Filter)> Filters(int count)
    {
        var middle = Start.AddSeconds(count / 2);
        var page = new ValidationFilter { Limit = 50 };
        yield return ("no filter, first page", page);
        yield return ("no filter, page in the middle", page with { After = new(middle.ToUnixTimeMilliseconds(), "v") });
        yield return ("status=FAILURE", page with { Statuses = [ValidationStatus.Failure] });
        yield return ("status=ACTIVE,FAILURE", page with
        {
            Statuses = [ValidationStatus.Active, ValidationStatus.Failure],
        });
        yield return ("status=EXPIRED (none)", page with { Statuses = [ValidationStatus.Expired] });
        yield return ("waitingFor=key-refused", page with { WaitingFor = [WaitCause.KeyRefused] });
        yield return ("waitingFor=permit,key-refused", page with
        {
            WaitingFor = [WaitCause.Permit, WaitCause.KeyRefused],
        });
        yield return ("callbackStatus=FAILED", page with { CallbackStatuses = [CallbackStatus.Failed] });
        yield return ("receiverHost", page with { ReceiverHost = "r7.example" });
        yield return ("customerId", page with { CustomerId = "cst_77" });
        yield return ("customerAccountId", page with { CustomerAccountId = "banh_777" });
        yield return ("metadata", page with { Metadata = new("application", "A-777") });
        yield return (
            "created, an hour in the middle", page with { CreatedFrom = middle, CreatedTo = middle.AddHours(1) });
        yield return (
            "settled, an hour in the middle", page with { SettledFrom = middle, SettledTo = middle.AddHours(1) });
        yield return ("settled long ago", page with { SettledTo = Start.AddMinutes(1) });
        yield return ("settled in the future (none)", page with { SettledFrom = Start.AddYears(1) });
        yield return ("idPrefix", page with { IdPrefix = $"val_{count / 2:D9}"[..10] });
        yield return ("status=FAILURE and receiverHost (none together)", page with
        {
            Statuses = [ValidationStatus.Failure],
            ReceiverHost = "r8.example",
        });
        yield return ("status=FAILURE and callbackStatus=DELIVERED", page with
        {
            Statuses = [ValidationStatus.Failure],
            CallbackStatuses = [CallbackStatus.Delivered],
        });
    }

    // The service's own writes make the first hundredth. The rest are copies of these rows, a while later each.
    private static void Fill(Database database, int count)
    {
        const int Copies = 100;
        var unsettled = new UnsettledCount(database.Writer);
        var lived = count / Copies;
        using (var transaction = database.Writer.BeginTransaction(deferred: false))
        {
            for (var number = 0; number < lived; number++)
            {
                var at = Start.AddSeconds(number);
                Live(number, at, new(database.Writer, transaction, new At(at), database.Restart, [], unsettled));
            }

            transaction.Commit();
        }

        for (var copy = 1; copy < Copies; copy++)
        {
            using var transaction = database.Writer.BeginTransaction(deferred: false);
            database.Writer.Run(
                transaction,
                """
                INSERT INTO validation
                SELECT printf('val_%09d', n), 'cst_' || (n / 10), 'banh_' || n, status, created_at + $later, due_at,
                    state, finished_at, waiting_for, waiting_since + $later, callback_status, receiver,
                    settled_at + $later
                FROM (SELECT *, CAST(substr(id, 5) AS INTEGER) + $from AS n FROM validation ORDER BY id LIMIT $lived)
                """,
                ("$later", copy * lived * 1000L),
                ("$from", copy * lived),
                ("$lived", lived));
            transaction.Commit();
        }

        using var metadata = database.Writer.BeginTransaction(deferred: false);
        for (var number = lived; number < count; number++)
        {
            database.Writer.Run(
                metadata,
                "INSERT INTO metadata SELECT $digest, created_at, id FROM validation WHERE id = $id",
                ("$digest", QueryColumns.DigestOf("application", $"A-{number}")),
                ("$id", $"val_{number:D9}"));
        }

        metadata.Commit();
    }

    // The states of a life, each written as the service writes it, but without a penny in the money journal.
    private static void Live(int number, DateTimeOffset at, StoreTransaction transaction)
    {
        var id = $"val_{number:D9}";
        var request = new ValidationRequest
        {
            CustomerId = $"cst_{number / 10}",
            CustomerAccountId = $"banh_{number}",
            RoutingId = $"cst_{number / 10}",
            Amount = 1,
            CallbackUrl = $"https://r{number % 100}.example/hooks",
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["application"] = $"A-{number}" },
        };
        transaction.Start(Lifecycle.Accept(id, request, Terms, at), claim: null, int.MaxValue);
        if (number % 1000 == 0)
        {
            Apply(new Outcome.Checked(at, new JuspayReply.KeyRefused(401, null)));
            return;
        }

        // Even receivers have the failures.
        var status = number % 50 == 7 ? AccountStatus.Failure : AccountStatus.Active;
        var answer = new JuspayReply.Answered(new(status, at, new(MaskedVpa: "42******77@yesg")));
        Apply(new Outcome.PennyDropEnded(at, answer, new(AccountStatus.Created, LastValidated: null)));
        Apply(new Outcome.CallbackAttempted(1, new(number % 500 == 1 ? 410 : 204)));

        void Apply(Outcome outcome) =>
            transaction.Change(id, (current, now) => Lifecycle.Apply(current, outcome, now));
    }

    private static void Measure(string name, Action query)
    {
        query();
        var times = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            query();
            times[round] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        Array.Sort(times);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-50} p50 {times[Rounds / 2],7:F2} ms   p99 {times[Rounds * 99 / 100],7:F2} ms"));
    }

    private sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
