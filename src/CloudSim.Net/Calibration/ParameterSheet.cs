using System.Collections.Concurrent;
using System.Globalization;
using CloudSim.Net.Units;
using CsvHelper;
using CsvHelper.Configuration;

namespace CloudSim.Net.Calibration;

/// <summary>
/// The numbers of one system, read from the data file that stands beside its code
/// (<c>Firecracker.cs</c> and <c>Firecracker.csv</c>). Columns: <c>parameter,value,unit,source,place,note</c>, and <c>facts</c> where a
/// number was taken from facts that results are compared with, or chosen with them in view (ids, separated by blanks); and
/// <c>low,high,range</c> where files have numbers of a stated range: its ends in the number's unit, and where it stands.
/// Each accessor checks the dimension: a duration read as bytes is an error, not a number.
/// </summary>
public sealed class ParameterSheet
{
    private static readonly Dictionary<string,
        double> Seconds = new() { ["ns"] = 1e-9, ["us"] = 1e-6, ["ms"] = 1e-3, ["s"] = 1, ["min"] = 60 };

    private static readonly Dictionary<string, double> ByteUnits = new()
    {
        ["B"] = 1, ["KiB"] = 1024, ["MiB"] = 1024 * 1024, ["GiB"] = 1024.0 * 1024 * 1024, ["KB"] = 1e3, ["MB"] = 1e6, ["GB"] = 1e9,
    };

    private static readonly Dictionary<string, double> Rates = new() { ["MB/s"] = 1e6, ["GB/s"] = 1e9, ["Gbit/s"] = 1e9 / 8 };

    private static readonly Dictionary<string, double> Frequencies = new() { ["Hz"] = 1, ["1/s"] = 1, ["MHz"] = 1e6, ["GHz"] = 1e9 };

    private static readonly Dictionary<string, double> Ratios = new() { ["x"] = 1, ["%"] = 0.01 };

    private static readonly Dictionary<string, double> Ones = new() { ["cycles"] = 1 };

    private static readonly Dictionary<string, double> Counts = new() { ["count"] = 1 };

    private static readonly Dictionary<string, double> Powers = new() { ["W"] = 1, ["kW"] = 1e3 };

    private static readonly Dictionary<string, double>[] Dimensions =
        [Seconds, ByteUnits, Rates, Frequencies, Ratios, Ones, Counts, Powers];

    private static readonly ConcurrentDictionary<string, ParameterSheet> Parsed = new();

    private readonly Dictionary<string, Parameter> byName = [];
    private readonly Parameters? set;

    private ParameterSheet(ParameterSheet sheet, Parameters set) =>
        (Name, Parameters, byName, this.set) = (sheet.Name, sheet.Parameters, sheet.byName, set);

    private ParameterSheet(string name, IReadOnlyList<Parameter> parameters)
    {
        Name = name;
        Parameters = parameters;
        foreach (var parameter in parameters)
            if (!byName.TryAdd(parameter.Name, parameter))
                throw new FormatException($"{name}.csv:{parameter.Line}: parameter '{parameter.Name}' stands twice (keep one)");
    }

    /// <summary>The data file's name without folder and ending.</summary>
    public string Name { get; }

    /// <summary>Every number of the file as it stands there, in its order.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The sheet beside a type of the models: the embedded file of the same name.</summary>
    /// <exception cref="FormatException">A row is malformed; the message gives file and line.</exception>
    public static ParameterSheet Beside<T>() => Named(typeof(T).Name);

    /// <summary>The embedded sheet of this name, for instance <c>Firecracker</c>.</summary>
    /// <exception cref="ArgumentException">No such sheet.</exception>
    public static ParameterSheet Named(string name) => Parsed.GetOrAdd(name, Parse);

    /// <summary>The names of all data files.</summary>
    internal static IReadOnlyCollection<string> Names { get; } =
        [.. Resources().Where(r => r != Sources.Resource).Select(r => Path.GetFileNameWithoutExtension(r)).Order(StringComparer.Ordinal)];

    private static ParameterSheet Parse(string name)
    {
        var resource = Resources().FirstOrDefault(r => r.EndsWith($"/{name}.csv", StringComparison.Ordinal))
            ?? throw new ArgumentException($"no data file {name}.csv beside a system");
        using var stream = typeof(ParameterSheet).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return Read(name, reader);
    }

    /// <summary>Every sheet of the models, in order of name.</summary>
    public static IReadOnlyList<ParameterSheet> All() => [.. Names.Select(Named)];

    /// <summary>Units of the same dimension, this one among them; none if it is not known.</summary>
    internal static IReadOnlyCollection<string> UnitsLike(string unit) =>
        [.. Dimensions.Where(d => d.ContainsKey(unit)).SelectMany(d => d.Keys)];

    /// <summary>Whether a number of this unit may be written without it: cycles, counts, factors.</summary>
    internal static bool HasPlainUnit(string unit) => unit == "x" || Ones.ContainsKey(unit) || Counts.ContainsKey(unit);

    /// <summary>The same file with the values of a set, in which reads are noted.</summary>
    internal ParameterSheet In(Parameters parameters) => new(this, parameters);

    /// <summary>Reads a sheet from text, for systems that a script adds.</summary>
    /// <exception cref="FormatException">A row is malformed; the message gives file and line.</exception>
    public static ParameterSheet Read(string name, TextReader text)
    {
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim });
        var rows = new List<Parameter>();
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
            rows.Add(Row(name, csv));
        return new ParameterSheet(name, rows);
    }

    /// <summary>Whether the file has this parameter.</summary>
    public bool Has(string name) => byName.ContainsKey(name);

    /// <summary>A duration (ns, us, ms, s, min), to the nearest 100 ns.</summary>
    public Measured<TimeSpan> Duration(string name) =>
        Get(name, Seconds, seconds => new TimeSpan(checked((long)Math.Round(seconds * TimeSpan.TicksPerSecond))));

    /// <summary>
    /// A duration in seconds, for one that is counted many times: a <see cref="TimeSpan"/> keeps tenths of a microsecond only.
    /// </summary>
    internal Measured<double> DurationSeconds(string name) => Get(name, Seconds, x => x);

    /// <summary>CPU cycles.</summary>
    public Measured<Cycles> Cycles(string name) => Get(name, Ones, x => new Cycles(x));

    /// <summary>An amount of memory or data (B, KiB, MiB, GiB, KB, MB, GB).</summary>
    public Measured<Bytes> Bytes(string name) => Get(name, ByteUnits, x => new Bytes(checked((long)Math.Round(x))));

    /// <summary>A data rate (MB/s, GB/s, Gbit/s).</summary>
    public Measured<Bandwidth> Bandwidth(string name) => Get(name, Rates, x => new Bandwidth(x));

    /// <summary>A frequency (Hz, 1/s, MHz, GHz).</summary>
    public Measured<Frequency> Frequency(string name) => Get(name, Frequencies, x => new Frequency(x));

    /// <summary>A frequency that can only be whole, in hertz.</summary>
    internal int Hertz(string name) => Get(name, Frequencies, x => x == Math.Truncate(x) && x <= int.MaxValue
        ? (int)x : throw new ArgumentException($"'{name}' must be whole"));

    /// <summary>A power (W, kW).</summary>
    public Measured<Watts> Watts(string name) => Get(name, Powers, x => new Watts(x));

    /// <summary>A factor (x) or a share (%, returned as a fraction of one).</summary>
    public Measured<double> Ratio(string name) => Get(name, Ratios, x => x);

    /// <summary>A number of things (count); may be a mean.</summary>
    public Measured<double> Count(string name) => Get(name, Counts, x => x);

    /// <summary>A number of things that can only be whole.</summary>
    /// <exception cref="FormatException">It is not, or beyond an int.</exception>
    public int Whole(string name) => (int)Whole(name, int.MaxValue, "a whole number below 2^31");

    /// <summary>The same where there may be very many.</summary>
    /// <exception cref="FormatException">It is not whole, or beyond 2^53, up to which a number is exact.</exception>
    public long WholeLong(string name) => (long)Whole(name, 1L << 53, "a whole number up to 2^53");

    /// <summary>Whether something is there (1) or not (0).</summary>
    internal bool Flag(string name) => Get(name, Counts, value =>
        value is 0 or 1 ? value == 1 : throw new ArgumentException($"'{name}' must be 0 or 1"));

    private double Whole(string name, long most, string right) => Get(name, Counts, value =>
        value == Math.Truncate(value) && value <= most ? value : throw new ArgumentException($"'{name}' must be {right}"));

    private Measured<T> Get<T>(string name, Dictionary<string, double> units, Func<double, T> make)
    {
        if (!byName.TryGetValue(name, out var parameter))
            throw new KeyNotFoundException($"{Name}.csv has no parameter '{name}'");
        if (set is not null)
            set.Note(parameter = set.Value(parameter));
        if (!units.TryGetValue(parameter.Unit, out var factor))
            throw new FormatException(
                $"{Name}.csv:{parameter.Line}: '{name}' is in {parameter.Unit} (use one of {string.Join(", ", units.Keys)})");
        try
        {
            return new Measured<T>(make(parameter.Value * factor), parameter);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw parameter.IsOverride ? new ParameterException(parameter, e)
                : new FormatException($"{Name}.csv:{parameter.Line}: {e.Message}", e);
        }
    }

    private static Parameter Row(string sheet, CsvReader csv)
    {
        var line = csv.Parser.RawRow;
        FormatException Wrong(string what) => new($"{sheet}.csv:{line}: {what}");
        string Field(string column) => csv.GetField(column) ?? "";
        if (!double.TryParse(Field("value"), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            throw Wrong($"'{Field("value")}' is no number (use a decimal point, no thousands mark)");
        var source = Sources.Find(Field("source"))
            ?? throw Wrong($"no source '{Field("source")}' in {Sources.Resource} (add it there)");
        if (Field("place").Length == 0 && !source.IsEstimate)
            throw Wrong("no place in the source (give section, table or row)");
        if (Field("note").Length == 0)
            throw Wrong(source.IsEstimate ? "an estimate must say why" : "no note (say what the number means here)");
        string Optional(string column) => csv.TryGetField(column, out string? field) ? field! : "";
        double? End(string column) => Optional(column) is not { Length: > 0 } text ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var end) ? end
            : throw Wrong($"'{text}' is no number (the {column} end of the range)");
        var (low, high, range) = (End("low"), End("high"), Optional("range"));
        if (low is null != high is null || low is null != (range.Length == 0))
            throw Wrong("half a range (give low, high and where the range stands, or none of them)");
        if (low is not null && !(0 <= low && low <= value && value <= high && double.IsFinite(high.Value)))
            throw Wrong($"{value} does not lie in its range of {low} to {high}");
        return new Parameter(sheet, Field("parameter"), value, Field("unit"), source, Field("place"), Field("note"), line)
        {
            Low = low, High = high, Range = range,
            Facts = csv.TryGetField("facts", out string? facts) ? facts!.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [],
        };
    }

    private static IEnumerable<string> Resources() =>
        typeof(ParameterSheet).Assembly.GetManifestResourceNames().Where(r => r.EndsWith(".csv", StringComparison.Ordinal)).Select(Slashes);

    private static string Slashes(string resource) => resource.Replace('\\', '/');
}
