using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Units;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>T17: different pages that are written at random within a period (QEMU commit 34a68001f162, its column of the theory).</summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class Gudkov2023RandomWrites(Parameters p)
{
    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T17")
    {
        { "1 GiB area, period 100 ms, theory", () => MibPerSecond(1, 100) },
        { "1 GiB area, period 500 ms, theory", () => MibPerSecond(1, 500) },
        { "1 GiB area, period 2000 ms, theory", () => MibPerSecond(1, 2000) },
        { "24 GiB area, period 1000 ms, theory", () => MibPerSecond(24, 1000) },
    }
    .Construction("the published theory is the same formula", "1 GiB area, period 100 ms, theory", "1 GiB area, period 500 ms, theory",
        "1 GiB area, period 2000 ms, theory", "24 GiB area, period 1000 ms, theory");

    private double MibPerSecond(int gib, int milliseconds)
    {
        var period = milliseconds.Milliseconds;
        return (MigrationCosts.Of(p).Page * Gudkov2023.RandomWrites(p, gib.GiB).Pages(period)).MiB / period.TotalSeconds;
    }
}
