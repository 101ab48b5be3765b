using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.SelfHost.Storage;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>Sample validations, and sample outcomes for them.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static readonly Terms Terms = new()
    {
        JuspayTimeout = TimeSpan.FromSeconds(30),
        ReuseWithin = TimeSpan.Zero,
        ConfirmAfter = TimeSpan.FromSeconds(30),
        MaxAttempts = 3,
        Recheck = new(TimeSpan.FromSeconds(5), 1.6, TimeSpan.FromMinutes(10), 0, TimeSpan.FromHours(72)),
        CallbackSchedule = [TimeSpan.Zero],
    };

    /// <summary>Opens a database.</summary>
    public static Database Open(string path, string? goOnFrom = null, TimeProvider? clock = null) =>
        Database.Open(path, OpeningTerms(goOnFrom, clock));

    /// <summary>Opens a copy of a database with the word that the refusal prints.</summary>
    public static Database GoOn(string path, TimeProvider? clock = null) =>
        Open(path, WordIn(Assert.Throws<StoreException>(() => Open(path, clock: clock)).Message), clock);

    /// <summary>Returns the word that a refusal prints.</summary>
    public static string WordIn(string refusal) =>
        Regex.Match(refusal, "SelfHost:GoOnFrom=([0-9a-z-]+)").Groups[1].Value;

    /// <summary>The conditions for opening a database: checks show every penny drop within 4 min 30 s.</summary>
    public static StoreTerms OpeningTerms(string? goOnFrom = null, TimeProvider? clock = null) => new(
        goOnFrom, TimeSpan.FromSeconds(270), clock ?? TimeProvider.System, RandomNumberGenerator.Fill, FileIdentity.Of);

    public static Validation Accepted(
        string id = "val_1", string customer = "cst_1", string account = "banh_1", DateTimeOffset? at = null) =>
        Lifecycle.Accept(
            id,
            new()
            {
                CustomerId = customer,
                CustomerAccountId = account,
                RoutingId = customer,
                Amount = 1,
            },
            Terms,
            at ?? Noon);

    public static Outcome.Checked Checked(AccountStatus status, DateTimeOffset? at = null) =>
        new(at ?? Noon, Answered(status));

    public static JuspayReply Answered(AccountStatus status) =>
        new JuspayReply.Answered(new(status, LastValidated: null, AccountDetails.None));

    public static Outcome Intent(int attempt) =>
        new Outcome.IntentRecorded(attempt, Noon, Checked(AccountStatus.Created));

    /// <summary>Juspay refuses the penny drop: the validation settles.</summary>
    public static Outcome Rejected { get; } = new Outcome.PennyDropEnded(
        Noon, new JuspayReply.Refused(404, ErrorCode: null), new(AccountStatus.Created, LastValidated: null));

    public static Outcome Dropped(JuspayReply reply) => new Outcome.PennyDropEnded(Noon, reply);
}
