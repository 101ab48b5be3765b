using System.Globalization;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// Decides whether a database may be used: the database and its mark must agree, or an operator must allow it to
/// continue (rule 8).
/// </summary>
internal static class StoreCheck
{
    private const string NoStore = "none";

    /// <summary>Checks a database before the program changes it.</summary>
    /// <param name="file">The path of the database.</param>
    /// <param name="stored">The store's record; null for a new file, or a file of an earlier version without a
    /// record.</param>
    /// <param name="mark">The content of the mark; null without a mark.</param>
    /// <param name="terms">The operator's conditions.</param>
    /// <returns>True when an operator lets the database continue from its own knowledge.</returns>
    /// <exception cref="StoreException">The database may not be used; the message gives the cause and the
    /// remedy.</exception>
    public static bool IsGoneOn(string file, StoreRecord? stored, MarkContent? mark, StoreTerms terms)
    {
        var identity = terms.IdentityOf(file);
        if (WhyRefused(file, stored, mark, identity) is not { } why)
        {
            return false;
        }

        var word = WordFor(stored, mark);
        return string.Equals(terms.GoOnFrom?.Trim(), word, StringComparison.OrdinalIgnoreCase)
            ? true
            : throw new StoreException(
                $"{file} {why} Accounts that were paid since could be paid again, so nothing is started. "
                + $"{WhatToDo(mark)} To go on from what this file knows, when no other "
                    + $"copy of it is or will be in use, start with SelfHost:GoOnFrom={word}: nothing is paid for "
                    + $"{terms.TimeToShow} then, and answers from the time that is not known "
                    + "count as the validation's own (docs/operations.md, \"Restore\").");
    }

    /// <summary>
    /// The word that lets a database continue from its own knowledge. The word names the store and the last commit that
    /// file or mark knows.
    /// </summary>
    internal static string WordFor(StoreRecord? stored, MarkContent? mark) =>
        string.Create(CultureInfo.InvariantCulture, $"{stored?.StoreId ?? NoStore}-{LastSeq(stored, mark)}");

    /// <summary>The last commit that the database or its mark knows.</summary>
    internal static long LastSeq(StoreRecord? stored, MarkContent? mark) => Math.Max(stored?.Seq ?? 0, mark?.Seq ?? 0);

    private static string? WhyRefused(string file, StoreRecord? stored, MarkContent? mark, string? identity) =>
        (stored, mark) switch
        {
            (null, null) => null,
            // The program died before it wrote the mark.
            ({ MarkDue: { } due }, _) when due == (identity ?? "") => null,
            (_, { } unreadable) when unreadable == MarkContent.Unreadable =>
                $"has a mark, {StoreMark.PathOf(file)}, that cannot be understood.",
            (null, { } known) =>
                $"is new, or of an earlier version, and its mark tells of commit {known.Seq}: it is an older copy.",
            ({ Seq: 0 }, null) => null,
            ({ } found, null) =>
                $"has seen {found.Seq} commits, and its mark, {StoreMark.PathOf(file)}, is missing: it was copied, or "
                + $"mounted, without its folder.",
            ({ } found, { } known) when found.StoreId != known.StoreId =>
                "has the mark of another database: it was put in the place of that database.",
            ({ } found, { } known) when found.Seq < known.Seq =>
                $"is at commit {found.Seq}, and its mark at {known.Seq}: it is an older copy, or its -wal file was "
                + $"lost.",
            (_, { Identity: { } other }) when identity is not null && other != identity =>
                "is a copy: its mark is of another file.",
            _ => null,
        };

    private static string WhatToDo(MarkContent? mark) => mark is null
        ? "Start it with the whole folder that it was in: its -wal file and its mark belong to it."
        : "Put the file that was in use last back, together with its -wal file.";
}
