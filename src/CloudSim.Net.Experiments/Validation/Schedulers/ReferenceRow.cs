using System.Globalization;

namespace CloudSim.Net.Experiments.Validation.Schedulers;

/// <summary>One row of a reference file: fields by column name.</summary>
internal sealed class ReferenceRow(IReadOnlyDictionary<string, int> columns, string[] fields, string file, int line)
{
    public IEnumerable<string> Columns => columns.Keys;

    public string Text(string column) => columns.TryGetValue(column, out var at) ? fields[at] : "";

    public bool Has(string column) => Text(column).Length > 0;

    public double Number(string column, double otherwise = double.NaN)
    {
        var text = Text(column);
        if (text.Length == 0)
            return double.IsNaN(otherwise) ? throw Wrong($"column {column} is missing or empty", "a number") : otherwise;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Wrong($"'{text}' in column {column} is no number", "a number with a decimal point");
    }

    public InputException Wrong(string what, string right) => new(file, line, what, right);

    public int Integer(string column, double otherwise = double.NaN) => (int)Number(column, otherwise);

    // Does something with values of this row; a value out of range is the row's fault.
    public T Try<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw Wrong($"{Text("entity_kind")} {Text("entity")}: {e.Message.ReplaceLineEndings(" ")}", "values that Linux accepts");
        }
    }

    // A duration column in microseconds, as nanoseconds.
    public long Ns(string column, double otherwise = double.NaN) => (long)Math.Round(Number(column, otherwise) * 1000);
}
