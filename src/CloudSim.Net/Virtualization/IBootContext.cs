using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>
/// What a boot phase may use of the host that it runs on: CPU (of the VMM's or runtime's main thread), disk, locks, time and chance.
/// </summary>
public interface IBootContext : IKernelContext
{
    /// <summary>The simulation.</summary>
    Simulation Simulation { get; }

    /// <summary>What starts: its kernel and its techniques.</summary>
    Platform Platform { get; }

    /// <summary>All of the guest's random numbers, for what has a purpose of its own.</summary>
    StreamScope Streams { get; }

    /// <summary>Memory that the guest's kernel is given.</summary>
    Bytes ConfiguredMemory { get; }

    /// <summary>Host memory that the guest holds.</summary>
    Bytes Resident { get; }

    /// <summary>Network interfaces that the guest is given.</summary>
    int Interfaces { get; }

    /// <summary>Notes that the guest passes a point of its start now.</summary>
    void Mark(BootMark mark);

    /// <summary>How many of these kernel objects the host's guests hold (see <see cref="Hardware.HostLimit"/>).</summary>
    long Taken(string limit);

    /// <summary>The machine.</summary>
    HostModel Machine { get; }

    /// <summary>The clock at which cycles run here.</summary>
    Frequency Clock { get; }

    /// <summary>
    /// A program that is started for this guest beside its VMM (a client, a script's command): a process of its own that runs and exits.
    /// </summary>
    /// <param name="program">Its name.</param>
    /// <param name="cycles">Its work, its own start and exit included.</param>
    Event Program(string program, Cycles cycles);

    /// <summary>Waits for a grace period of a sleepable-RCU domain of the host's kernel (<c>synchronize_srcu</c>).</summary>
    /// <param name="domain">Name of the domain.</param>
    Event Synchronize(string domain);

    /// <summary>Goes into a section that grace periods of this domain wait for (<c>srcu_read_lock</c>); disposing leaves it.</summary>
    /// <param name="domain">Name of the domain.</param>
    IDisposable Read(string domain);

    /// <summary>Receives data over the host's network interface, after all that others have asked for.</summary>
    /// <param name="size">How much.</param>
    Event Receive(Bytes size);

    /// <summary>Work of the guest on its first vCPU, at the cost that the platform's techniques set.</summary>
    /// <param name="work">What the guest does.</param>
    /// <param name="factor">Draw of the run-to-run spread.</param>
    Event GuestWork(WorkProfile work, double factor);

    /// <summary>Brings a file into the host's page cache: at once if it is there, else from disk, once for all who ask meanwhile.</summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="size">Its size.</param>
    Event Read(string file, Bytes size);

    /// <summary>Reads from the host's disk past the page cache, or for the first time.</summary>
    /// <param name="size">How much, in one piece.</param>
    Event Transfer(Bytes size);

    /// <summary>Rate at which a CPU copies memory.</summary>
    Bandwidth MemoryCopy { get; }

    /// <summary>Things of the host that are kept in stock, by name; full at the first call.</summary>
    /// <param name="name">Name of the stock.</param>
    /// <param name="size">How many it holds.</param>
    Container Stock(string name, int size);

    long IKernelContext.Count(string limit) => Kernel.Count(limit) + Taken(limit);

    /// <summary>A lock of the host's kernel, by name.</summary>
    Resource Lock(string name);
}
