namespace CloudSim.Net.Scheduling.PerCpu;

/// <summary>What virtual CPUs pay their hypervisor, in nanoseconds of their thread, and how often they exit to it.</summary>
/// <param name="HaltNs">Going idle and being woken: the exit of the halt instruction and the way back in.</param>
/// <param name="SendNs">Sending an interrupt to another virtual CPU.</param>
/// <param name="ReceiveNs">Taking one while it runs.</param>
/// <param name="HaltExits">Exits of one halt.</param>
/// <param name="SendExits">Exits of one interrupt that is sent.</param>
/// <param name="ReceiveExits">Exits of one that is received.</param>
/// <param name="TickExits">Exits of one tick: the interrupt, and the timer that is set anew.</param>
internal readonly record struct VirtualCpuCosts(
    long HaltNs, long SendNs, long ReceiveNs, double HaltExits, double SendExits, double ReceiveExits, double TickExits);
