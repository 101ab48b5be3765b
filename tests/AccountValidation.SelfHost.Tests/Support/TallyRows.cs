namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>Compares the counts that the schema's triggers keep with the rows.</summary>
internal static class TallyRows
{
    private const string OfRows =
        """
        SELECT * FROM (
            SELECT 'status ' || status || ' ' || count(*) AS line FROM validation GROUP BY status
            UNION ALL SELECT 'waiting ' || waiting_for || ' ' || count(*) FROM validation
                WHERE waiting_for IS NOT NULL GROUP BY waiting_for
            UNION ALL SELECT 'callback ' || callback_status || ' ' || count(*) FROM validation
                GROUP BY callback_status
            UNION ALL SELECT 'receiver-waiting ' || receiver || ' ' || count(*) FROM validation
                WHERE waiting_for = 'receiver' AND receiver IS NOT NULL GROUP BY receiver
            UNION ALL SELECT 'receiver-failed ' || receiver || ' ' || count(*) FROM validation
                WHERE callback_status = 'FAILED' AND receiver IS NOT NULL GROUP BY receiver
        ) ORDER BY line
        """;

    private const string OfTally =
        "SELECT kind || ' ' || value || ' ' || count AS line FROM tally WHERE count <> 0 ORDER BY line";

    /// <summary>Asserts that the table of counts says what a scan of the rows finds.</summary>
    public static void AssertEqualTheTally(string database) =>
        Assert.Equal(Sql.Column(database, OfRows), Sql.Column(database, OfTally));
}
