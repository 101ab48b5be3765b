using AccountValidation.Core.Accounts;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Accounts;

/// <summary>Rule 5: what a check says when it is compared with what was known, and what that can prove.</summary>
public sealed class BaselineTests
{
    private const string ByDate = """
        known   | seen         | same status | another status
        none    | none         | Same        | New
        none    | noon         | New         | New
        none    | "yesterday"  | New         | New
        noon    | none         | Behind      | New
        noon    | morning      | Behind      | Behind
        noon    | noon         | Same        | New
        noon    | noon, India  | Same        | New
        noon    | evening      | New         | New
        noon    | "yesterday"  | New         | New
        "today" | none         | Behind      | New
        "today" | noon         | New         | New
        "today" | "today"      | Same        | New
        "today" | "yesterday"  | New         | New
        """;

    private static readonly string[] Dates =
        ["none", "morning", "noon", "noon, India", "evening", "\"today\"", "\"yesterday\""];

    public static TheoryData<string, string, News, News> DateRows
    {
        get
        {
            var rows = new TheoryData<string, string, News, News>();
            foreach (var line in ByDate.Split('\n').Skip(1))
            {
                var cells = line.Split('|', StringSplitOptions.TrimEntries);
                rows.Add(cells[0], cells[1], Enum.Parse<News>(cells[2]), Enum.Parse<News>(cells[3]));
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(DateRows))]
    public void News_OfASettledAccount_GoesByDateThenStatus(
        string known, string seen, News sameStatus, News anotherStatus)
    {
        Assert.Equal(sameStatus, NewsOf(AccountStatus.Active, known, AccountStatus.Active, seen));
        Assert.Equal(sameStatus, NewsOf(AccountStatus.Failure, known, AccountStatus.Failure, seen));
        Assert.Equal(anotherStatus, NewsOf(AccountStatus.Active, known, AccountStatus.Failure, seen));
        Assert.Equal(anotherStatus, NewsOf(AccountStatus.Failure, known, AccountStatus.Active, seen));
        Assert.Equal(anotherStatus, NewsOf(AccountStatus.Created, known, AccountStatus.Active, seen));
        Assert.Equal(anotherStatus, NewsOf(AccountStatus.Created, known, AccountStatus.Failure, seen));
    }

    [Fact]
    public void Pending_WhateverWasKnown_IsNewsUnlessItsDateIsOlder() =>
        Assert.All(Pairs(), pair =>
            Assert.All(Enum.GetValues<AccountStatus>(), known =>
                Assert.Equal(
                    NewsOf(AccountStatus.Active, pair.Known, AccountStatus.Failure, pair.Seen) == News.Behind
                    && pair.Seen is "noon" or "noon, India" or "morning" or "evening"
                        ? News.Behind
                        : News.New,
                    NewsOf(known, pair.Known, AccountStatus.Pending, pair.Seen))));

    [Fact]
    public void Created_AfterCreated_IsTheSameWhateverTheDates() => Assert.All(Pairs(), pair =>
        Assert.Equal(News.Same, NewsOf(AccountStatus.Created, pair.Known, AccountStatus.Created, pair.Seen)));

    [Fact]
    public void Created_AfterSomethingSettled_IsBehindWhateverTheDates() => Assert.All(Pairs(), pair =>
    {
        Assert.Equal(News.Behind, NewsOf(AccountStatus.Active, pair.Known, AccountStatus.Created, pair.Seen));
        Assert.Equal(News.Behind, NewsOf(AccountStatus.Failure, pair.Known, AccountStatus.Created, pair.Seen));
    });

    [Theory]
    [InlineData(AccountStatus.Created, true, true)]
    [InlineData(AccountStatus.Active, true, false)]
    [InlineData(AccountStatus.Failure, false, false)]
    public void Baseline_OfAStatus_CanProveAbsenceOnlyByADateThatIsRead(
        AccountStatus status, bool withDate, bool withoutDate)
    {
        Assert.Equal(withDate, Baseline.Of(Seen(status, "noon")).CanProveAbsence);
        Assert.Equal(withoutDate, Baseline.Of(Seen(status, "\"today\"")).CanProveAbsence);
        Assert.Equal(withoutDate, Baseline.Of(Seen(status, "none")).CanProveAbsence);
    }

    private static IEnumerable<(string Known, string Seen)> Pairs() =>
        Dates.SelectMany(known => Dates.Select(seen => (known, seen)));

    private static News NewsOf(AccountStatus known, string knownDate, AccountStatus seen, string seenDate) =>
        Baseline.Of(Seen(known, knownDate)).NewsIn(Seen(seen, seenDate));

    private static AccountSnapshot Seen(AccountStatus status, string date) => date switch
    {
        "none" => Make.Account(status),
        "morning" => Make.Account(status, Make.Start.AddHours(-1)),
        "noon" => Make.Account(status, Make.Start),
        "noon, India" => Make.Account(status, Make.Start.ToOffset(TimeSpan.FromHours(5.5))),
        "evening" => Make.Account(status, Make.Start.AddTicks(1)),
        _ => Make.Account(status) with { UnreadDate = date.Trim('"') },
    };
}
