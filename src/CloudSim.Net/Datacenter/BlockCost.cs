using CloudSim.Net.Hardware;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>CPU time of one block operation in its three places, in nanoseconds of one host.</summary>
internal readonly record struct BlockCost(long Submit, long Device, long Complete, long Halt)
{
    public static BlockCost Of(Platform platform, HostModel host)
    {
        var cost = platform.Io.Block(platform.Cpu, host.Cpu);
        return new BlockCost(
            cost.Submit.OnCpu.NanosecondsAt(host.Cpu.Clock),
            cost.Device.Device.NanosecondsAt(host.Cpu.Clock),
            cost.Complete.OnCpu.NanosecondsAt(host.Cpu.Clock),
            platform.Cpu.Halt(host.Cpu).OnCpu.NanosecondsAt(host.Cpu.Clock));
    }
}
