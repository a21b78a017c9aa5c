using System.Globalization;

namespace CloudSim.Net.Engine;

/// <summary>A table of monitors' statistics over time: a line each time it is updated.</summary>
public sealed partial class Report
{
    private readonly Simulation environment;
    private readonly List<(string Name, INumericMonitor Monitor, Measures Measures)> columns = [];
    private string separator = "\t";
    private bool useDApi;
    private bool headerIsDue;

    private Report(Simulation environment) => this.environment = environment;

    /// <summary>Statistics to choose from.</summary>
    [Flags]
    public enum Measures
    {
        /// <summary>The smallest.</summary>
        Min = 1,

        /// <summary>The largest.</summary>
        Max = 2,

        /// <summary>The sum; over time, the area.</summary>
        Sum = 4,

        /// <summary>The mean.</summary>
        Mean = 8,

        /// <summary>The standard deviation.</summary>
        StdDev = 16,

        /// <summary>The last.</summary>
        Last = 32,

        /// <summary>Every one of them.</summary>
        All = 63,
    }

    /// <summary>Where it is written; the console unless told.</summary>
    public TextWriter Output { get; set; } = Console.Out;

    /// <summary>Starts to put a report together.</summary>
    /// <param name="env">The simulation whose time stands in the first column.</param>
    public static Builder CreateBuilder(Simulation env) => new(env);

    /// <summary>Writes a line with the statistics of now, with the headers before the first if that was asked for.</summary>
    public void Update()
    {
        if (headerIsDue)
            WriteHeader();
        var time = useDApi
            ? environment.NowD.ToString("R", CultureInfo.InvariantCulture)
            : environment.Now.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture);
        WriteLine(columns.SelectMany(c => Chosen(c.Measures).Select(m => Value(c.Monitor, m).ToString("R", CultureInfo.InvariantCulture))).Prepend(time));
    }

    /// <summary>Writes a line with the names of the columns.</summary>
    public void WriteHeader()
    {
        headerIsDue = false;
        WriteLine(columns.SelectMany(c => Chosen(c.Measures).Select(m => $"{c.Name}.{m}")).Prepend("Time"));
    }

    private static IEnumerable<Measures> Chosen(Measures measures) =>
        Enum.GetValues<Measures>().Where(m => m != Measures.All && measures.HasFlag(m));

    private static double Value(INumericMonitor monitor, Measures measure) => measure switch
    {
        Measures.Min => monitor.Min,
        Measures.Max => monitor.Max,
        Measures.Sum => monitor.Sum,
        Measures.Mean => monitor.Mean,
        Measures.StdDev => monitor.StdDev,
        _ => monitor.Last,
    };

    private void WriteLine(IEnumerable<string> cells) => Output.WriteLine(string.Join(separator, cells));
}
