using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Power;

/// <summary>
/// The power of a live machine, and its energy as the exact integral: from one change of the number of busy CPUs to the next the power
/// stays what <see cref="PowerModel"/> says of it, so nothing is sampled and nothing happens for the meter. At each instant the load is
/// busy CPUs over CPUs (hardware threads), whatever their clock and whether two share a core.
/// </summary>
/// <remarks>
/// A published table is power against the mean load of minutes. Under time slices the load of an instant is a number of whole CPUs, and the
/// mean power is that of the table's line through the loads that occur, not of the mean load: one CPU that is busy half of the time draws
/// the mean of idle and full power. In a fluid a limit of half a CPU is a load of one half at each instant. The two differ by how much the
/// table bends between the loads that occur: nothing where it is straight, little where many CPUs come and go apart from each other.
/// </remarks>
public sealed class PowerMeter
{
    private readonly CpuScheduler scheduler;
    private double joules, lastNs;
    private double? given;

    private PowerMeter(Host host)
    {
        Model = host.Model.Power
            ?? throw new ArgumentException($"no power of {host.Model.Name} is known (give HostModel.Power)", nameof(host));
        (Host, scheduler, Since, lastNs) = (host, host.Scheduler, host.Simulation.Now, host.Scheduler.NowNs);
        scheduler.BusyChanges += Advance;
    }

    /// <summary>The machine.</summary>
    public Host Host { get; }

    /// <summary>What it draws by its load.</summary>
    public PowerModel Model { get; }

    /// <summary>When it began to meter.</summary>
    public DateTime Since { get; }

    /// <summary>Power at this instant.</summary>
    public Watts Now => new(Drawn);

    /// <summary>Energy since it began.</summary>
    public Joules Energy => new(joules + (Drawn * Math.Max(0, scheduler.NowNs - lastNs) * 1e-9));

    /// <summary>Mean power since it began; that of this instant if no time has passed.</summary>
    public Watts Mean => Host.Simulation.Now == Since ? Now : Energy / (Host.Simulation.Now - Since);

    private double Drawn => given ?? Model.WattsAt(scheduler.BusyCpus / scheduler.Cpus);

    /// <summary>The meter of a machine, which begins when it is first asked for.</summary>
    /// <exception cref="ArgumentException">No power of this model is known (<see cref="HostModel.Power"/>).</exception>
    public static PowerMeter Of(Host host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Kernel.Part(_ => new PowerMeter(host));
    }

    /// <summary>What it shows now.</summary>
    public PowerReading Read() => new(Host.Simulation.Now, Energy);

    /// <summary>From now on the machine draws this, whatever its CPUs do; null for what they make of it.</summary>
    internal void Draw(Watts? power)
    {
        Advance(scheduler.NowNs);
        given = power?.Value;
    }

    // At the end of a fluid's work this may be less than a nanosecond behind the last.
    private void Advance(double nowNs)
    {
        if (nowNs <= lastNs)
            return;
        joules += Drawn * (nowNs - lastNs) * 1e-9;
        lastNs = nowNs;
    }
}
