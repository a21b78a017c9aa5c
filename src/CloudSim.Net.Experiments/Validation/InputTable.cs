using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace CloudSim.Net.Experiments.Validation;

/// <summary>A CSV that a user gave: a header that names each column once, and rows of as many fields.</summary>
/// <param name="Name">Name of the file, for messages.</param>
/// <param name="Columns">Place of each column.</param>
/// <param name="Rows">The fields of each row, and its line.</param>
internal sealed record InputTable(
    string Name, IReadOnlyDictionary<string, int> Columns, IReadOnlyList<(string[] Fields, int Line)> Rows)
{
    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture) { MaxFieldSize = InputFiles.MostLine };

    /// <summary>Reads it.</summary>
    /// <param name="name">Name of the file, for messages.</param>
    /// <param name="text">The CSV.</param>
    /// <param name="needed">Columns that must be there.</param>
    /// <exception cref="InputException">No header, a column missing or twice, no row, or a malformed one; with file and line.</exception>
    public static InputTable Read(string name, TextReader text, params IReadOnlyList<string> needed)
    {
        using var csv = new CsvReader(text, Configuration);
        var whole = 0;
        try
        {
            if (!csv.Read() || !csv.ReadHeader())
                throw new InputException(name, 1, "no header", string.Join(',', needed));
            var columns = new Dictionary<string, int>();
            foreach (var column in csv.HeaderRecord!)
                if (column.Length == 0)
                    throw new InputException(name, 1, $"column {columns.Count + 1} has no name", "a name for each column");
                else if (!columns.TryAdd(column, columns.Count))
                    throw new InputException(name, 1, $"column {Printable.Of(column, most: 40)} stands twice", "each column once");
            if (needed.FirstOrDefault(n => !columns.ContainsKey(n)) is { } missing)
                throw new InputException(name, 1, $"no column {missing}", $"the columns {string.Join(',', needed)}");
            var rows = new List<(string[], int)>();
            for (whole = csv.Parser.RawRow; csv.Read(); whole = csv.Parser.RawRow)
            {
                var (fields, line) = (csv.Parser.Record!, csv.Parser.RawRow);
                rows.Add(fields.Length == columns.Count ? (fields, line)
                    : throw new InputException(name, line, $"{fields.Length} fields", $"{columns.Count} as in the header"));
            }
            return new(name, columns, rows.Count > 0 ? rows : throw new InputException(name, 1, "no row below the header", "rows"));
        }
        catch (CsvHelperException e)
        {
            throw new InputException(name, whole + 1, "quotes or fields that no CSV has",
                "a quote within a quoted field is written twice", e);
        }
    }

    /// <summary>The field of a row in a column.</summary>
    public string Text((string[] Fields, int Line) row, string column) => row.Fields[Columns[column]];

    /// <summary>The same as a finite number.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public double Number((string[] Fields, int Line) row, string column) =>
        double.TryParse(Text(row, column), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value : throw Wrong(row, $"'{Printable.Of(Text(row, column), most: 40)}' in column {column} is no number",
                "a number with a decimal point");

    /// <summary>What is wrong with a row.</summary>
    public InputException Wrong((string[] Fields, int Line) row, string what, string right) => new(Name, row.Line, what, right);
}
