using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Nesting;

/// <summary>
/// The host as an outer guest's start sees it: what that guest does costs what the outer platform alone makes it cost. What runs inside
/// without a kernel of its own runs on the outer guest's, which then is the one that the platform of both now has.
/// </summary>
internal sealed class OuterBootContext(IBootContext host, Platform outer, Platform inner) : IBootContext
{
    public Platform Platform { get; } = inner.Kernel is null ? outer.On(host.Platform.Kernel) : outer;

    public Simulation Simulation => host.Simulation;

    public RandomStream Random => host.Random;

    public StreamScope Streams => host.Streams;

    public Bytes ConfiguredMemory => host.ConfiguredMemory;

    public HostModel Machine => host.Machine;

    public Frequency Clock => host.Clock;

    public Bandwidth MemoryCopy => host.MemoryCopy;

    public long Taken(string limit) => host.Taken(limit);

    public Event HostWork(Cycles cycles) => host.HostWork(cycles);

    public Event GuestWork(WorkProfile work, double factor) => host.HostWork(Platform.Cost(work, Machine).Total * factor);

    public Bytes Resident => host.Resident;

    public int Interfaces => host.Interfaces;

    // What is timed is the inner guest's start; the outer guest's own points are not its.
    public void Mark(BootMark mark)
    {
    }

    public Event Program(string program, Cycles cycles) => host.Program(program, cycles);

    public Event Synchronize(string domain) => host.Synchronize(domain);

    public IDisposable Read(string domain) => host.Read(domain);

    public Event Transfer(Bytes size) => host.Transfer(size);

    public Event Receive(Bytes size) => host.Receive(size);

    public Container Stock(string name, int size) => host.Stock(name, size);

    public Event Read(string file, Bytes size) => host.Read(file, size);

    public KernelState Kernel => host.Kernel;

    public Resource Lock(string name) => host.Lock(name);
}
