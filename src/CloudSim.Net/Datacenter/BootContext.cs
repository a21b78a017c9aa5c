using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>What one guest's boot phases, or those of its end, see of its host.</summary>
internal sealed class BootContext(Guest guest, RandomStream random) : IBootContext
{
    public Simulation Simulation => guest.Host.Simulation;

    public RandomStream Random => random;

    public StreamScope Streams => guest.Streams;

    public Platform Platform => guest.Platform;

    public HostModel Machine => guest.Host.Model;

    public Frequency Clock => guest.Host.Model.Cpu.Clock;

    public Bandwidth MemoryCopy => guest.Host.Model.MemoryCopy;

    public Bytes ConfiguredMemory => guest.Spec.ConfiguredMemory;

    public Bytes Resident => guest.Resident;

    public int Interfaces => guest.Spec.Interfaces;

    public void Mark(BootMark mark) => guest.Mark(mark);

    public long Taken(string limit) => guest.Host.Taken(limit);

    public Event HostWork(Cycles cycles) => HasStopped ? Never() : guest.Host.Execute(guest.Vmm, guest.Nanoseconds(cycles));

    public Event Program(string program, Cycles cycles) => guest.Host.Run(program, guest.Nanoseconds(cycles));

    public Event GuestWork(WorkProfile work, double factor) => HasStopped ? Never()
        : guest.Host.Execute(guest.Cpu, guest.Nanoseconds(guest.Cost(work).Total * factor));

    public Event Read(string file, Bytes size) => guest.Host.Read(file, size);

    public Event Transfer(Bytes size) => guest.Host.Disk.Transfer(size);

    public Event Receive(Bytes size) => guest.Host.Nic.Receive(size);

    public Event Synchronize(string domain) => guest.Host.Rcu(domain).Synchronize();

    public IDisposable Read(string domain) => guest.Host.Rcu(domain).Read();

    public Container Stock(string name, int size) => guest.Host.Stock(name, size);

    public KernelState Kernel => guest.Host.Kernel;

    public Resource Lock(string name) => guest.Host.Lock(name);

    // Branches of a start that is abandoned make a last step at the instant of the stop: what they ask of its tasks does not happen.
    private bool HasStopped => guest.State == GuestState.Stopped;

    private Event Never() => new(Simulation);
}
