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
    private bool counted;
    private DateTime since;
    private double totalTime;
    private double runningMean;
    private double squares;
    private double area;
    private double min;
    private double max;

    /// <summary>A monitor whose level is known from its first update on.</summary>
    /// <param name="env">The simulation whose time counts.</param>
    /// <param name="name">What it watches, for reports.</param>
    /// <param name="collect">Whether it keeps every level, which median, percentiles and histogram need.</param>
    public TimeSeriesMonitor(Simulation env, string name = null, bool collect = false)
    {
        environment = env;
        Name = name;
        Collect = collect;
        since = env.Now;
    }

    /// <summary>A monitor with a level from now on.</summary>
    /// <param name="env">The simulation whose time counts.</param>
    /// <param name="initial">The level.</param>
    /// <param name="name">What it watches, for reports.</param>
    /// <param name="collect">Whether it keeps every level, which median, percentiles and histogram need.</param>
    public TimeSeriesMonitor(Simulation env, double initial, string name = null, bool collect = false)
        : this(env, name, collect) => UpdateTo(initial);

    /// <inheritdoc/>
    public event EventHandler Updated;

    /// <inheritdoc/>
    public bool Collect { get; }

    /// <summary>Whether it takes notice. While it does not, the level is followed, but no time counts.</summary>
    public bool Active
    {
        get => active;
        set
        {
            if (active)
                CountTime();
            since = environment.Now;
            active = value;
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
            hasLevel = true;
            return;
        }
        CountTime();
        Current = value;
        hasLevel = true;
        Notice(value);
        if (Collect && (series.Count == 0 || series[^1].Level != value))
            series.Add(new Entry { Date = environment.ToDouble(environment.Now - environment.StartDate), Level = value });
        Updated?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Forgets everything, the level too.</summary>
    public void Reset()
    {
        hasLevel = counted = false;
        Current = totalTime = runningMean = squares = area = min = max = 0;
        series.Clear();
        since = environment.Now;
    }

    /// <summary>Forgets everything and starts from this level.</summary>
    public void Reset(double initial)
    {
        Reset();
        UpdateTo(initial);
    }

    private void Notice(double level)
    {
        min = counted ? Math.Min(min, level) : level;
        max = counted ? Math.Max(max, level) : level;
        counted = true;
    }

    /// <summary>Counts the time since the last look at the level it had.</summary>
    private void CountTime()
    {
        var now = environment.Now;
        double duration = environment.ToDouble(now - since);
        var start = since;
        since = now;
        if (!active || !hasLevel || duration <= 0)
            return;
        Notice(Current);
        totalTime += duration;
        area += Current * duration;
        double step = Current - runningMean;
        runningMean += step * duration / totalTime;
        squares += step * duration * (Current - runningMean);
        if (Collect)
            Lengthen(start, duration);
    }

    private void Lengthen(DateTime start, double duration)
    {
        if (series.Count == 0 || series[^1].Level != Current)
        {
            // The level was taken while the monitor was not active.
            series.Add(new Entry { Date = environment.ToDouble(start - environment.StartDate), Level = Current });
        }
        var last = series[^1];
        last.Duration += duration;
        series[^1] = last;
    }
}
