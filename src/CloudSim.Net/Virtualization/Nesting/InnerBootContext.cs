using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Nesting;

/// <summary>
/// The outer guest as the host of an inner platform's start: programs run at the outer platform's speed, files and locks are the outer
/// guest's. In an outer guest of its own nobody else holds a lock. The kernel is the one that the platform of both now has.
/// </summary>
internal sealed class InnerBootContext(IBootContext host, Platform inner, PresentedMachine machine, bool own) : IBootContext
{
    public Platform Platform { get; } = inner.Kernel is null ? inner : inner.On(host.Platform.Kernel);

    private KernelState? alone;

    public Simulation Simulation => host.Simulation;

    public RandomStream Random => host.Random;

    public StreamScope Streams => host.Streams;

    public Bytes ConfiguredMemory => host.ConfiguredMemory;

    public HostModel Machine => host.Machine;

    public Frequency Clock => host.Clock;

    public Bandwidth MemoryCopy => host.MemoryCopy;

    public long Taken(string limit) => own ? 0 : host.Taken(limit);

    public Event HostWork(Cycles cycles) => host.HostWork(cycles * machine.Slowdown);

    public Event GuestWork(WorkProfile work, double factor) => host.GuestWork(work, factor);

    public Bytes Resident => host.Resident;

    public int Interfaces => host.Interfaces;

    public void Mark(BootMark mark) => host.Mark(mark);

    public Event Program(string program, Cycles cycles) => host.Program(program, cycles * machine.Slowdown);

    public Event Synchronize(string domain) => host.Synchronize($"{domain} in {machine.Outer.Name}");

    public IDisposable Read(string domain) => host.Read($"{domain} in {machine.Outer.Name}");

    public Event Transfer(Bytes size) => host.Transfer(size);

    public Event Receive(Bytes size) => host.Receive(size);

    public Container Stock(string name, int size) => host.Stock($"{name} in {machine.Outer.Name}", size);

    public Event Read(string file, Bytes size) => host.Read($"{file} in {machine.Outer.Name}", size);

    public KernelState Kernel => own ? alone ??= new KernelState(Simulation, Streams.Scope("outer kernel"))
        : host.Kernel.Of(machine.Outer.Name);

    public Resource Lock(string name) => Kernel.Lock(name);
}
