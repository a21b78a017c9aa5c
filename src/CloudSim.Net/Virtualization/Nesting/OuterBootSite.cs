using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Nesting;

/// <summary>The host as an outer guest's start sees it: what that guest does costs what the outer platform alone makes it cost.</summary>
internal sealed class OuterBootSite(IBootSite host, Platform outer) : IBootSite
{
    public Simulation Simulation => host.Simulation;

    public RandomStream Random => host.Random;

    public Bytes ConfiguredMemory => host.ConfiguredMemory;

    public HostModel Machine => host.Machine;

    public Frequency Clock => host.Clock;

    public Bandwidth MemoryCopy => host.MemoryCopy;

    public long Taken(string limit) => host.Taken(limit);

    public Event HostWork(Cycles cycles) => host.HostWork(cycles);

    public Event GuestWork(WorkProfile work, double factor) => host.HostWork(outer.Bill(work, Machine).Total * factor);

    public Event Read(string file, Bytes size) => host.Read(file, size);

    public KernelState Kernel => host.Kernel;

    public Resource Lock(string name) => host.Lock(name);
}
