namespace AccountValidation.Core.Tests.Support;

/// <summary>Reads a table written as text: the first line names the columns, the first column the rows.</summary>
internal static class TextTable
{
    /// <summary>One line for every cell: row, column, text.</summary>
    public static TheoryData<string, string, string> Cells(params ReadOnlySpan<string> tables)
    {
        var cells = new TheoryData<string, string, string>();
        foreach (var table in tables)
        {
            var lines = Lines(table);
            foreach (var line in lines.Skip(1))
            {
                foreach (var (column, cell) in lines[0].Skip(1).Zip(line.Skip(1)))
                {
                    cells.Add(line[0], column, cell);
                }
            }
        }

        return cells;
    }

    /// <summary>The names of the rows.</summary>
    public static IEnumerable<string> Rows(string table) => Lines(table).Skip(1).Select(line => line[0]);

    /// <summary>The names of the columns.</summary>
    public static IEnumerable<string> Columns(string table) => Lines(table)[0].Skip(1);

    private static string[][] Lines(string table) =>
        [
            .. table
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split('|', StringSplitOptions.TrimEntries)),
        ];
}
