namespace CloudSim.Net.Scheduling.PerCpu;

/// <summary>A hypervisor that notices when a virtual CPU spins (pause-loop exiting).</summary>
internal interface ISpinWatch
{
    /// <summary>After how much spinning it next notices, in nanoseconds of the virtual CPU's work.</summary>
    long WindowNs(int cpu);

    /// <summary>The virtual CPU has spun for so long: it exits.</summary>
    void Spun(int cpu);

    /// <summary>A virtual CPU is kicked by another one, as it is next to get a lock.</summary>
    void Kicked(int from, int cpu);
}
