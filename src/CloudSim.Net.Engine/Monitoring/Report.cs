using System.Globalization;

namespace CloudSim.Net.Engine;

/// <summary>
/// A table of monitors' statistics over time. As in Sim#, a line is the state at the last update of an instant: an update takes a snapshot,
/// and the next update at a later time, or the end of the run, writes it.
/// </summary>
public sealed partial class Report
{
    private readonly List<(string Name, INumericMonitor Monitor, Measures Measures)> columns = [];
    private Simulation environment;
    private string separator = CultureInfo.CurrentCulture.TextInfo.ListSeparator;
    private bool useDApi;
    private bool withHeaders = true;
    private Mode mode;
    private TimeSpan interval;

    private double[] snapshot;
    private DateTime snapshotTime;
    private bool hasSnapshot;
    private bool headerIsDue;
    private Process periodic;

    private Report()
    {
    }

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

    private enum Mode
    {
        Auto,
        Manual,
        Periodic,
        Final,
    }

    /// <summary>Where it is written; the console unless told. Not to be changed during a run.</summary>
    public TextWriter Output { get; set; } = Console.Out;

    /// <summary>Starts to put a report together.</summary>
    /// <param name="env">The simulation whose time stands in the first column.</param>
    public static Builder CreateBuilder(Simulation env) => new(env);

    /// <summary>Takes the statistics of now as a line, if the report is updated by hand.</summary>
    /// <exception cref="InvalidOperationException">The report updates itself.</exception>
    public void Update()
    {
        if (mode != Mode.Manual)
            throw new InvalidOperationException("This report updates itself: Update is for those built with SetManualUpdate.");
        TakeSnapshot();
    }

    /// <summary>Writes a line with the names of the columns.</summary>
    public void WriteHeader()
    {
        Output.Write("Time");
        foreach (var (name, _, measures) in columns)
            foreach (var measure in Chosen(measures))
                Output.Write($"{separator}{name}.{measure}");
        Output.WriteLine();
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

    private void Attach()
    {
        snapshot = new double[columns.Sum(c => Chosen(c.Measures).Count())];
        environment.RunStarted += (_, _) => StartRun();
        environment.RunFinished += (_, _) => FinishRun();
        if (mode == Mode.Auto)
            foreach (var (_, monitor, _) in columns)
                monitor.Updated += (_, _) => TakeSnapshot();
    }

    private void StartRun()
    {
        Array.Clear(snapshot);
        snapshotTime = environment.Now;
        hasSnapshot = false;
        headerIsDue = withHeaders;
        if (mode == Mode.Auto)
            TakeSnapshot();
        else if (mode == Mode.Periodic && periodic?.Generator == null)
            periodic = environment.Process(UpdatePeriodically());
        else if (mode == Mode.Periodic)
            TakeSnapshot();
    }

    private void FinishRun()
    {
        if (mode is Mode.Periodic or Mode.Final)
            TakeSnapshot();
        if (hasSnapshot)
            WriteSnapshot();
        Output.Flush();
    }

    private IEnumerable<Event> UpdatePeriodically()
    {
        while (true)
        {
            TakeSnapshot();
            yield return environment.Timeout(interval);
        }
    }

    private void TakeSnapshot()
    {
        if (mode != Mode.Final && hasSnapshot && environment.Now > snapshotTime)
            WriteSnapshot();
        snapshotTime = environment.Now;
        hasSnapshot = true;
        int column = 0;
        foreach (var (_, monitor, measures) in columns)
            foreach (var measure in Chosen(measures))
                snapshot[column++] = Value(monitor, measure);
    }

    private void WriteSnapshot()
    {
        if (headerIsDue)
            WriteHeader();
        headerIsDue = false;
        if (useDApi)
            Output.Write(environment.ToDouble(snapshotTime - environment.StartDate));
        else
            Output.Write(snapshotTime.ToString(CultureInfo.CurrentCulture));
        foreach (double value in snapshot)
        {
            Output.Write(separator);
            Output.Write(value);
        }
        Output.WriteLine();
    }
}
