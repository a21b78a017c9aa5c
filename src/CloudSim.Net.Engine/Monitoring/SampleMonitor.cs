namespace CloudSim.Net.Engine;

/// <summary>
/// Watches numbers that count equally, such as waiting times. It keeps sums (mean and variance by Welford's method), and every number only
/// if it collects. Without numbers its statistics are 0.
/// </summary>
public sealed partial class SampleMonitor : ISampleMonitor
{
    private readonly List<double> samples = [];
    private double squares;

    /// <summary>A monitor.</summary>
    /// <param name="name">What it watches, for reports.</param>
    /// <param name="collect">Whether it keeps every number, which median, percentiles and histogram need.</param>
    public SampleMonitor(string name = null, bool collect = false)
    {
        Name = name;
        Collect = collect;
    }

    /// <inheritdoc/>
    public event EventHandler Updated;

    /// <inheritdoc/>
    public bool Collect { get; }

    /// <inheritdoc/>
    public bool Active { get; set; } = true;

    /// <summary>What it watches, for reports.</summary>
    public string Name { get; set; }

    /// <summary>How many numbers.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public double Min { get; private set; }

    /// <inheritdoc/>
    public double Max { get; private set; }

    /// <summary>The sum.</summary>
    public double Total { get; private set; }

    double INumericMonitor.Sum => Total;

    /// <inheritdoc/>
    public double Mean { get; private set; }

    /// <summary>The standard deviation, of the numbers as a whole population.</summary>
    public double StdDev => Math.Sqrt(Variance);

    /// <summary>The variance, of the numbers as a whole population.</summary>
    public double Variance => Count > 0 ? squares / Count : 0;

    /// <inheritdoc/>
    public double Last { get; private set; }

    /// <inheritdoc/>
    public IEnumerable<double> Samples => samples.AsReadOnly();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">It is active, and the value is not a finite number.</exception>
    public void Add(double value)
    {
        if (!Active)
            return;
        if (!double.IsFinite(value))
            throw new ArgumentException($"A sample must be a finite number ({value}).", nameof(value));
        Count++;
        Min = Count == 1 ? value : Math.Min(Min, value);
        Max = Count == 1 ? value : Math.Max(Max, value);
        Total += value;
        Last = value;
        double step = value - Mean;
        Mean = Count == 1 ? value : Mean + (step / Count);
        squares += step * (value - Mean);
        if (Collect)
            samples.Add(value);
        Updated?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Forgets every number.</summary>
    public void Reset()
    {
        Count = 0;
        Min = Max = Total = Last = Mean = squares = 0;
        samples.Clear();
    }

    /// <inheritdoc/>
    public double GetMedian() => GetPercentile(0.5);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The share is not from 0 to 1.</exception>
    public double GetPercentile(double p) => Percentiles.OfSamples(samples, p);

    string IMonitor.Summarize() => Summarize();
}
