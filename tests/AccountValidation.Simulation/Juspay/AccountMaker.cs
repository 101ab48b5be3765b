using System.Text;
using AccountValidation.Simulation.Plans;

namespace AccountValidation.Simulation.Juspay;

/// <summary>Draws the accounts of a world.</summary>
internal static class AccountMaker
{
    // Each is one JSON string: half a surrogate pair, raw control bytes, and bytes that are no UTF-8.
    private static readonly byte[][] BrokenNames =
    [
        Encoding.ASCII.GetBytes("\"RAM \\ud83d\""),
        Encoding.ASCII.GetBytes("\"RAM \\udc00 SHARMA\""),
        Encoding.ASCII.GetBytes("\"RAM\tSHARMA\""),
        Encoding.ASCII.GetBytes("\"RAM \u0001\""),
        [.. "\"RAM "u8, 0xFF, .. "\""u8],
        [.. "\"RAM "u8, 0xED, 0xA0, 0xBD, .. "\""u8],
    ];

    /// <summary>Draws the account with a number.</summary>
    public static Account Draw(int number, Plan plan, Random chance, DateTimeOffset now)
    {
        var isDateless = chance.Happens(0.15);
        var longAgo = now - chance.Between(TimeSpan.FromMinutes(1), TimeSpan.FromDays(90));
        var account = WithThePast(new($"cst_{number / 2}", $"banh_{number}"), longAgo, chance, now);
        return plan.Worlds == Worlds.Plain
            ? account with { Dates = isDateless ? DateForm.Missing : plan.Nature.Dates[0] }
            : WithNature(account, plan.Nature, longAgo, chance);
    }

    private static Account WithThePast(Account account, DateTimeOffset longAgo, Random chance, DateTimeOffset now)
    {
        switch (chance.Next(4))
        {
            case 0:
                return account with { Before = chance.Pick(Seen.Active, Seen.Failure), ValidatedBefore = longAgo };
            case 1 when chance.Happens(0.4):
                var until = now + chance.Around(TimeSpan.FromHours(1));
                account.Drops.Add(new(ValidationId: null, now, now, until, Seen.Active));
                return account;
            default:
                return account;
        }
    }

    private static Account WithNature(Account account, Nature nature, DateTimeOffset longAgo, Random chance)
    {
        var natural = account with
        {
            Dates = nature.Dates[chance.Next(nature.Dates.Count)],
            IsUnmoved = nature.IsUnmoved,
            Name = nature.HasBrokenNames && chance.Happens(0.6) ? chance.Pick(BrokenNames) : null,
        };
        if (natural.Before != Seen.Created || !chance.Happens(nature.ValidatedBefore))
        {
            return natural;
        }

        var before = chance.Happens(nature.Failures) ? Seen.Failure : Seen.Active;
        return natural with { Before = before, ValidatedBefore = longAgo };
    }
}
