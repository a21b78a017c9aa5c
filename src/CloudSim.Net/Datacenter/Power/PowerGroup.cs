using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Power;

/// <summary>Machines that are metered together: a rack, a datacenter with what it needs for cooling and power supply.</summary>
public sealed class PowerGroup
{
    private readonly PowerMeter[] meters;
    private readonly Joules before;

    /// <summary>These machines, from now on.</summary>
    /// <param name="meters">Their meters.</param>
    /// <param name="effectiveness">
    /// Power usage effectiveness: what the facility draws for each watt of its machines, 1 or more; 1 counts the machines alone.
    /// </param>
    /// <exception cref="ArgumentException">A machine stands twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor is below 1 or not finite.</exception>
    public PowerGroup(IEnumerable<PowerMeter> meters, double effectiveness = 1)
    {
        ArgumentNullException.ThrowIfNull(meters);
        this.meters = [.. meters];
        if (this.meters.Distinct().Count() < this.meters.Length)
            throw new ArgumentException("a machine stands twice", nameof(meters));
        Effectiveness = Check.Between(effectiveness, 1, double.MaxValue, nameof(effectiveness));
        before = Sum;
    }

    /// <summary>What the facility draws for each watt of its machines.</summary>
    public double Effectiveness { get; }

    /// <summary>The meters of the machines.</summary>
    public IReadOnlyList<PowerMeter> Meters => meters;

    /// <summary>Power at this instant.</summary>
    public Watts Now => new(meters.Sum(meter => meter.Now.Value) * Effectiveness);

    /// <summary>Energy since the group was made.</summary>
    public Joules Energy => (Sum - before) * Effectiveness;

    private Joules Sum => new(meters.Sum(meter => meter.Energy.Value));

    /// <summary>The power usage effectiveness of a large cloud (<c>PowerGroup.csv</c>).</summary>
    public static double CloudEffectiveness(Parameters parameters) => parameters.Beside<PowerGroup>().Ratio("cloud_effectiveness");
}
