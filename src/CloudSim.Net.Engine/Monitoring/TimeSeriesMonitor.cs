namespace CloudSim.Net.Engine;

/// <summary>
/// Watches a level that counts as long as it lasts, such as the length of a queue. Statistics include the time up to now; the time before
/// the first update, and that in which it is not active, do not count. Without any they are 0.
/// </summary>
public sealed partial class TimeSeriesMonitor : ITimeSeriesMonitor
{
    private readonly Simulation environment;
    private readonly List<Entry> series = [];
    private bool active = true;
    private bool hasLevel;
    private double since;
    private double totalTime;
    private double mean;
    private double squares;
    private double area;

    /// <summary>A monitor whose level is known from its first update on.</summary>
    /// <param name="env">The simulation whose time counts.</param>
    /// <param name="name">What it watches, for reports.</param>
    /// <param name="collect">Whether it keeps every level, which median, percentiles and histogram need.</param>
    public TimeSeriesMonitor(Simulation env, string name = null, bool collect = false)
    {
        environment = env;
        Name = name;
        Collect = collect;
        since = env.NowD;
    }

    /// <summary>A monitor with a level from now on.</summary>
    /// <param name="env">The simulation whose time counts.</param>
    /// <param name="initial">The level.</param>
    /// <param name="name">What it watches, for reports.</param>
    /// <param name="collect">Whether it keeps every level, which median, percentiles and histogram need.</param>
    public TimeSeriesMonitor(Simulation env, double initial, string name = null, bool collect = false)
        : this(env, name, collect) => Start(initial);

    /// <inheritdoc/>
    public event EventHandler Updated;

    /// <inheritdoc/>
    public bool Collect { get; }

    /// <summary>
    /// Whether it takes notice. While it does not, the level is followed, but no time counts; if it never did, time counts from the first
    /// update after it does.
    /// </summary>
    public bool Active
    {
        get => active;
        set
        {
            if (active == value)
                return;
            bool passed = hasLevel && since < environment.NowD;
            if (!value)
                CountTime();
            active = value;
            since = environment.NowD;
            if (value && hasLevel)
                Notice(begins: passed);
            if (passed)
                Updated?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>What it watches, for reports.</summary>
    public string Name { get; set; }

    /// <summary>The level now.</summary>
    public double Current { get; private set; }

    /// <inheritdoc/>
    public void Decrease(double value = 1) => UpdateTo(Current - value);

    /// <inheritdoc/>
    public void Increase(double value = 1) => UpdateTo(Current + value);

    /// <inheritdoc/>
    public void UpdateTo(double value)
    {
        if (!active)
        {
            Current = value;
            return;
        }
        if (hasLevel)
        {
            CountTime();
            Current = value;
            Notice(begins: false);
        }
        else
            Start(value);
        Updated?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Forgets everything, the level too.</summary>
    public void Reset()
    {
        hasLevel = false;
        Current = totalTime = mean = squares = area = Min = Max = 0;
        series.Clear();
        since = environment.NowD;
    }

    /// <summary>Forgets everything and starts from this level.</summary>
    public void Reset(double initial)
    {
        Reset();
        Start(initial);
    }

    private void Start(double level)
    {
        hasLevel = true;
        since = environment.NowD;
        Current = Min = Max = mean = level;
        Notice(begins: true);
    }

    /// <summary>Takes the current level into the extremes and, if it is new, into the series.</summary>
    private void Notice(bool begins)
    {
        Min = Math.Min(Min, Current);
        Max = Math.Max(Max, Current);
        if (Collect && (begins || series[^1].Level != Current))
            series.Add(new Entry { Date = environment.NowD, Level = Current });
    }

    /// <summary>Counts the time since the last look at the level it had.</summary>
    private void CountTime()
    {
        double now = environment.NowD;
        double duration = now - since;
        if (!active || !hasLevel || duration <= 0)
            return;
        since = now;
        totalTime += duration;
        area += Current * duration;
        double step = Current - mean;
        mean += step * duration / totalTime;
        squares += step * (Current - mean) * duration;
        if (Collect)
            series[^1] = series[^1] with { Duration = now - series[^1].Date };
    }
}
