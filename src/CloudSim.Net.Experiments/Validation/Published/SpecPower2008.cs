using System.Globalization;
using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Power;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// T31: the power of servers by load (SPECpower_ssj2008), metered on hosts that run at the load: as many spinning tasks as CPUs, in a
/// group whose limit is the load. Their tables go in; what comes out beyond them is energy over a load that changes, and work per watt.
/// </summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class SpecPower2008(Parameters p)
{
    private static readonly double[] Loads = [.. Enumerable.Range(1, 10).Select(i => i / 10.0)];

    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T31")
    {
        { "R720 at 50 %", () => Power(MeasuredServers.DellR720(p), 0.5) },
        { "R640 at 50 %", () => Power(MeasuredServers.DellR640(p), 0.5) },
        { "R6515 at 10 %", () => Power(MeasuredServers.DellR6515(p), 0.1) },
        { "R7515 at 0 %", () => Power(MeasuredServers.DellR7515(p), 0) },
        { "R630: most work per watt at 80 % load, not 100 %", BestLoad },
        { "R640, load swinging 20 %/80 % half the time each", () => Power(MeasuredServers.DellR640(p), 0.2, 0.8, 0.2, 0.8) },
        { "R630: overall ops/W = sum of ops over 10..100 % / sum of power over 0..100 %", Overall },
    }
    .Construction("the mean of two rows of the table", "R640, load swinging 20 %/80 % half the time each");

    /// <summary>Mean power in watts of a machine that is for a minute at one load after the other.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="loads">Parts of its CPUs, 0 to 1.</param>
    public static double Power(HostModel machine, params double[] loads)
    {
        var host = new Host(new Simulation(), machine, new RandomStreams(1), SchedulerKind.Fluid);
        var group = host.Scheduler.CreateGroup("load");
        for (var cpu = 0; cpu < host.Scheduler.Cpus; cpu++)
            host.Scheduler.CreateTask($"spinner {cpu}", group).Demand(CpuTask.Forever);
        var meter = PowerMeter.Of(host);
        foreach (var load in loads)
        {
            group.Frozen = load == 0;
            if (load > 0)
                group.SetBandwidth(100.Milliseconds * (load * host.Scheduler.Cpus), 100.Milliseconds);
            host.Simulation.Run(1.Minutes);
        }

        return meter.Mean.Value;
    }

    private double OperationsPerWatt(double load) =>
        PowerTables.DellR630Operations(p).Hertz * load / Power(MeasuredServers.DellR630(p), load);

    private Answer BestLoad()
    {
        var found = Loads.Select(OperationsPerWatt).ToList();
        return Answer.Statement(found.Index().MaxBy(at => at.Item).Index == 7,
            string.Create(CultureInfo.InvariantCulture, $"{found[7]:0} at 80 > {found[9]:0} at 100"));
    }

    private Answer Overall() => PowerTables.DellR630Operations(p).Hertz * Loads.Sum()
        / Loads.Prepend(0).Sum(load => Power(MeasuredServers.DellR630(p), load));
}
