using System.Globalization;

namespace CloudSim.Net.Experiments.Validation.Schedulers;

/// <summary>One row of a reference file: fields by column name.</summary>
internal sealed class ReferenceRow(InputTable table, (string[] Fields, int Line) row)
{
    private const double MostMs = 3_600_000, MostUs = 1e12;
    private const int MostCpus = 1_024, MostReps = 1_000_000;

    public IEnumerable<string> Columns => table.Columns.Keys;

    /// <summary>The columns that were measured.</summary>
    public IEnumerable<string> Measured => Columns.SkipWhile(column => column != "window_us").Skip(1);

    public string Text(string column) => table.Columns.ContainsKey(column) ? table.Text(row, column) : "";

    public bool Has(string column) => Text(column).Length > 0;

    public double Number(string column, double otherwise = double.NaN) =>
        Has(column) ? table.Number(row, column)
            : double.IsNaN(otherwise) ? throw Wrong($"column {column} is missing or empty", "a number") : otherwise;

    public InputException Wrong(string what, string right) => table.Wrong(row, what, right);

    public int Integer(string column, double otherwise = double.NaN, int least = int.MinValue, int most = int.MaxValue) =>
        (int)Within(column, Number(column, otherwise), least, most, whole: true);

    // Does something with values of this row; a value out of range, or a name that no other row has, is the row's fault.
    public T Try<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception e) when (e is ArgumentException or KeyNotFoundException or OverflowException or InvalidOperationException)
        {
            throw Wrong($"{Text("entity_kind")} {Text("entity")}: {e.Message.ReplaceLineEndings(" ")}", "values that Linux accepts");
        }
    }

    // A duration column in microseconds, as nanoseconds.
    public long Ns(string column, double otherwise = double.NaN, double least = 0) =>
        (long)Math.Round(Within(column, Number(column, otherwise), least, MostUs) * 1000);

    // What every row must have, whatever is simulated of it.
    public void Check()
    {
        Integer("rep", least: 0, most: MostReps);
        if (Text("entity_kind") is not ("system" or "group" or "task" or "class"))
            throw Wrong($"entity_kind '{Printable.Of(Text("entity_kind"), most: 40)}' is not known", "system, group, task or class");
        foreach (var column in Measured.Where(Has))
            Number(column);
    }

    // What is read of the first row of a scenario.
    public void CheckScenario()
    {
        Integer("cpus", least: 1, most: MostCpus);
        Within("warmup_ms", Number("warmup_ms"), 0, MostMs);
        Within("window_ms", Number("window_ms"), 1, MostMs);
    }

    private double Within(string column, double value, double least, double most, bool whole = false) =>
        value >= least && value <= most && (!whole || value == Math.Truncate(value)) ? value
            : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"{value} in column {column} does not fit"),
                string.Create(CultureInfo.InvariantCulture, $"a {(whole ? "whole " : "")}number from {least} to {most}"));
}
