using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>A demand for CPU over time: samples with straight lines between them; after the last it stays.</summary>
/// <param name="Step">Time between two samples; positive.</param>
/// <param name="Samples">Demand as a share of what the guest may use at most, 0 to 1; at least one.</param>
public sealed record DemandTrace(TimeSpan Step, IReadOnlyList<double> Samples)
{
    /// <summary>Time between two samples.</summary>
    public TimeSpan Step { get; init => field = Check.Length(value); } = Check.Length(Step);

    /// <summary>Demand as a share of what the guest may use at most.</summary>
    public IReadOnlyList<double> Samples { get; init => field = Shares(value); } = Shares(Samples);

    /// <summary>Demand at a time after the first sample, 0 or more.</summary>
    public double At(TimeSpan time)
    {
        var ticks = Check.Time(time).Ticks;
        var sample = ticks / Step.Ticks;
        if (sample >= Samples.Count - 1)
            return Samples[^1];
        var (from, to) = (Samples[(int)sample], Samples[(int)sample + 1]);
        return from + ((to - from) * ((double)(ticks % Step.Ticks) / Step.Ticks));
    }

    /// <summary>Whether nothing is demanded at this time and until the sample after it.</summary>
    public bool IsIdleFrom(TimeSpan time) =>
        At(time) == 0 && Samples[(int)Math.Min((time.Ticks / Step.Ticks) + 1, Samples.Count - 1)] == 0;

    /// <summary>The first sample after a time, where the line may bend; the largest time if there is none.</summary>
    internal TimeSpan NextSample(TimeSpan time)
    {
        var next = (time.Ticks / Step.Ticks) + 1;
        return next < Samples.Count ? new(next * Step.Ticks) : TimeSpan.MaxValue;
    }

    private static double[] Shares(IReadOnlyList<double> samples)
    {
        if (Check.NotNull(samples, nameof(Samples)).Count == 0)
            throw new ArgumentException("a trace has at least one sample", nameof(Samples));
        return [.. samples.Select(share => Check.Share(share, nameof(Samples)))];
    }
}
