namespace CloudSim.Net.Experiments.Validation.Schedulers;

/// <summary>How far one number may be from the kernel's: absolutely or relatively, whichever is wider.</summary>
/// <param name="Absolute">In the metric's unit.</param>
/// <param name="Relative">As a fraction.</param>
public readonly record struct Tolerance(double Absolute, double Relative)
{
    /// <summary>Whether one of both bounds holds.</summary>
    public bool Allows(double error, double relativeError) => Math.Abs(error) <= Absolute || Math.Abs(relativeError) <= Relative;

    /// <summary>The tolerance of a metric in a family.</summary>
    public static Tolerance Of(string family, string metric) => metric switch
    {
        "share_of_one_cpu" => new(family switch { "S5" => 0.005, "S6" => 0.005, "S8" => 0.05, _ => 0.001 }, 0),
        "slice_p50_us" => new(100, 0),
        "nr_periods_count" or "nr_throttled_count" => new(0, 0),
        "throttled_us" => new(0, 0.01),
        "finish_us" or "turnaround_us" => new(1000, 0.05),
        _ when metric.StartsWith("latency_", StringComparison.Ordinal) => new(50, 0.10),
        _ when metric.EndsWith("_count", StringComparison.Ordinal) => new(2, 0.05),
        _ => new(100, 0.05),
    };
}
