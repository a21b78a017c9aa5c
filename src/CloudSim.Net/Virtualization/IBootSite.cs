using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>What a boot phase may use of the host that it runs on: CPU, disk, locks, time and chance.</summary>
public interface IBootSite
{
    /// <summary>The simulation.</summary>
    Simulation Simulation { get; }

    /// <summary>The guest's own stream of random numbers.</summary>
    RandomStream Random { get; }

    /// <summary>Memory that the guest's kernel is given.</summary>
    Bytes ConfiguredMemory { get; }

    /// <summary>How many of these kernel objects the host's guests hold (see <see cref="Hardware.HostLimit"/>).</summary>
    long Taken(string limit);

    /// <summary>The machine.</summary>
    HostModel Machine { get; }

    /// <summary>The clock at which cycles run here.</summary>
    Frequency Clock { get; }

    /// <summary>Work of the host's own programs for this guest (VMM, runtime, launcher), on a host CPU.</summary>
    Event HostWork(Cycles cycles);

    /// <summary>Work of the guest on its first vCPU, at the cost that the platform's techniques set.</summary>
    /// <param name="work">What the guest does.</param>
    /// <param name="factor">Draw of the run-to-run spread.</param>
    Event GuestWork(WorkProfile work, double factor);

    /// <summary>Brings a file into the host's page cache: at once if it is there, else from disk, once for all who ask meanwhile.</summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="size">Its size.</param>
    Event Read(string file, Bytes size);

    /// <summary>Rate at which a CPU copies memory.</summary>
    Bandwidth MemoryCopy { get; }

    /// <summary>What the host's kernel keeps once for all.</summary>
    KernelState Kernel { get; }

    /// <summary>A lock of the host's kernel, by name.</summary>
    Resource Lock(string name);
}
