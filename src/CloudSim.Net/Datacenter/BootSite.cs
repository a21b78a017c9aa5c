using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>What one guest's boot phases see of its host.</summary>
internal sealed class BootSite(Guest guest) : IBootSite
{
    public Simulation Simulation => guest.Host.Simulation;

    public RandomStream Random => guest.Random;

    public HostModel Machine => guest.Host.Model;

    public Frequency Clock => guest.Host.Model.Cpu.Clock;

    public Bandwidth MemoryCopy => guest.Host.Model.MemoryCopy;

    public Bytes ConfiguredMemory => guest.Spec.ConfiguredMemory;

    public long Taken(string limit) => guest.Host.Taken(limit);

    public Event HostWork(Cycles cycles) => guest.Cpu.Execute(guest.Nanoseconds(cycles));

    public Event GuestWork(WorkProfile work, double factor) => guest.Cpu.Execute(guest.Nanoseconds(guest.Bill(work).Total * factor));

    public Event Read(string file, Bytes size) => guest.Host.Read(file, size);

    public KernelState Kernel => guest.Host.Kernel;

    public Resource Lock(string name) => guest.Host.Lock(name);
}
