using System.Globalization;
using System.Text;
using AccountValidation.Core;
using AccountValidation.Simulation.Hosts;
using AccountValidation.Simulation.Juspay;

namespace AccountValidation.Simulation.Guarantees;

/// <summary>The rules for every call that leaves.</summary>
internal static class CallRules
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    // A signal may wait this long for its commit.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Checks the key, merchant id and routing id of a call.</summary>
    public static void CheckHeaders(World world, WireCall call)
    {
        var settings = world.Plan.Settings.Juspay;
        var key = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(settings.ApiKey + ":"));
        Require("Authorization", key);
        Require("x-merchantid", settings.MerchantId);
        Require(
            "x-routing-id",
            call.Owner is { } owner
                ? world.Books.Committed[owner].Request.RoutingId
                : call.Headers.GetValueOrDefault("x-routing-id"));

        void Require(string name, string? value) => world.Guard.Require(
            call.Headers.GetValueOrDefault(name) == value,
            Guarantee.RightHeaders,
            $"a call for {call.Owner} has {name} {call.Headers.GetValueOrDefault(name)} instead of {value}");
    }

    /// <summary>Checks that amount and gateway are the validation's.</summary>
    public static void CheckForm(World world, WireCall post, Validation owner)
    {
        var settings = world.Plan.Settings.Juspay;
        var amount = post.Form.GetValueOrDefault(settings.AmountParameter);
        world.Guard.Require(
            decimal.TryParse(amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                && value == owner.Request.Amount,
            Guarantee.RightForm,
            $"{owner.Id} is to drop {owner.Request.Amount} and drops {amount}");
        world.Guard.Require(
            post.Form.GetValueOrDefault(settings.GatewayParameter) == owner.Request.Gateway
                && post.Form.Count == (owner.Request.Gateway is null ? 1 : 2),
            Guarantee.RightForm,
            $"{owner.Id} is to use the gateway {owner.Request.Gateway} and sends {string.Join('&', post.Form)}");
    }

    /// <summary>
    /// Checks that the wait that Juspay asked for is over. The last checks at the deadline ignore the wait. Callers may
    /// bring a check forward, never a penny drop.
    /// </summary>
    public static void CheckRetryAfter(World world, WireCall call, Validation owner, ValidationTrail trail)
    {
        if (trail.ToldToWait is not { Answer: { RetryAfter: { } asked } answer } earlier
            || earlier.Life != call.Life
            || !trail.KnowsToWait
            || !(answer.Status >= 500 || answer is { Status: 429, By: Who.Juspay }))
        {
            return;
        }

        var now = world.Time.Now;
        var wait = asked < LongestWait ? asked : LongestWait;
        var isOver = now >= earlier.AnsweredAt + wait;
        // A request waits as well while the host stands still.
        var askedSince = world.Time.Host.LastWorkedBefore(earlier.AnsweredAt) - Patience;
        var isExcused =
            !call.IsPennyDrop
            && (world.Time.ProcessTimeOfDay >= owner.DeadlineAt || trail.BroughtForwardAt >= askedSince);
        world.Guard.Require(
            isOver || isExcused,
            Guarantee.RetryAfter,
            $"{owner.Id} was told at {earlier.AnsweredAt} to wait {asked}, and calls at {now}");
    }
}
