using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>What is asked of a guest, whatever platform carries it.</summary>
/// <param name="ConfiguredMemory">Memory that a guest kernel is given.</param>
/// <param name="ApplicationMemory">Memory that the application touches.</param>
/// <param name="Image">Pages of the application's image (program, libraries): guests without a kernel of their own share them.</param>
/// <param name="CpuWeight">Weight of its cgroup (cpu.weight, 1 to 10,000).</param>
/// <param name="Interfaces">Network interfaces, each a port of the host's bridge; 0 for none.</param>
/// <param name="HasCgroup">Whether its tasks have a cgroup of their own; a VMM that a plain script starts has none.</param>
/// <param name="WorkingSet">The part of its memory in use at any time; left out, all that the application touches.</param>
/// <param name="Disk">Space that it fills on the host's disk: its writable layer or its disk's blocks.</param>
public sealed record GuestSpec(
    Bytes ConfiguredMemory, Bytes ApplicationMemory, Bytes Image = default, int CpuWeight = 100, int Interfaces = 1, bool HasCgroup = true,
    Bytes? WorkingSet = null, Bytes Disk = default);
