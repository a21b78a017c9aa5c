namespace CloudSim.Net.Traces.Formats;

/// <summary>One kind of table of Google's traces of 2019, whatever form it is in.</summary>
internal interface IGoogle2019Table
{
    /// <summary>What a row says; throws if it is no good.</summary>
    /// <returns>What takes it.</returns>
    Action Parse(in Google2019Row row);

    /// <summary>Reports what the rows said.</summary>
    void Report();
}

/// <summary>A row of a table with a header, or an object of a text of JSON lines: fields by name.</summary>
internal readonly struct Google2019Row
{
    private const double Most = 1e9;

    private readonly TraceObject? json;
    private readonly TraceRow? row;
    private readonly Dictionary<string, int>? columns;

    public Google2019Row(TraceObject json) => this.json = json;

    public Google2019Row(TraceRow row, Dictionary<string, int> columns) => (this.row, this.columns) = (row, columns);

    /// <summary>The whole row as text.</summary>
    public string Text
    {
        get
        {
            var from = row;
            return json?.Text ?? string.Join('\0', Enumerable.Range(0, from!.Count).Select(i => from[i]));
        }
    }

    /// <summary>A field as text; empty where there is none.</summary>
    public string this[string name] => json?[name] ?? (Column(name) is >= 0 and var column ? row![column] : "");

    /// <summary>A whole number from a least one on.</summary>
    public long Whole(string name, long least, long most = long.MaxValue) => json?.Whole(name, least, most)
        ?? (Column(name) is >= 0 and var column ? row!.Whole(column, least, most) : throw Wrong($"no {name}", "a column of this name"));

    /// <summary>A whole number, or null where there is none.</summary>
    public long? WholeOrNone(string name, long least, long most = long.MaxValue) =>
        this[name].Length == 0 ? null : Whole(name, least, most);

    /// <summary>A number, not negative; NaN where there is none.</summary>
    public double NumberOrNaN(string name) => json?.NumberOrNaN(name, 0, Most) ?? (Column(name) is >= 0 and var column
        ? row!.NumberOrNaN(column, 0, Most) : double.NaN);

    /// <summary>How many values a list has; 0 where there is none.</summary>
    public int Length(string name) => json?.Length(name) ?? 0;

    /// <summary>What is wrong with the row.</summary>
    public InputException Wrong(string what, string right) => json?.WrongRow(what, right) ?? row!.Wrong(what, right);

    private int Column(string name) => columns!.GetValueOrDefault(name, -1);
}
