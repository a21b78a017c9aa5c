using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Platforms.Testbeds;

/// <summary>
/// The machine of gVisor's published performance data of 2020, a cloud machine whose system calls are dear, and redis on it.
/// </summary>
public static class GVisor2020
{
    private static readonly ParameterSheet Sheet = ParameterSheet.Named(nameof(GVisor2020));

    /// <summary>n1-standard-4 on Broadwell.</summary>
    public static HostModel Machine { get; } = HostModel.RackServer with
    {
        Name = "n1-standard-4", Cores = 4, Memory = 15.GiB,
        Cpu = CpuModels.Skylake with { Name = "Broadwell in a virtual machine", Clock = Sheet.Frequency("clock"),
            SystemCall = Cycles.Of(Sheet.Duration("system_call"), Sheet.Frequency("clock")) },
    };

    /// <summary>One event of sysbench's cpu test: primes counted in registers, with the timer's ticks meanwhile.</summary>
    public static WorkProfile SysbenchCpu { get; } = new() { Name = "sysbench cpu", User = Sheet.Cycles("sysbench_user"),
        Interrupts = Sheet.Count("sysbench_ticks") };

    /// <summary>One GET in the server.</summary>
    public static WorkProfile RedisGet { get; } = new() { Name = "redis GET", User = Sheet.Cycles("get_user"),
        SystemCalls = Sheet.Count("get_calls"), Packets = 2 };

    /// <summary>One GET in the client, which runs natively and is one thread.</summary>
    public static WorkProfile RedisClient { get; } = new() { Name = "redis client", User = Sheet.Cycles("client_user"),
        SystemCalls = Sheet.Count("client_calls"), Packets = 2 };

    /// <summary>GETs a second of one client with many connections: as fast as the slower of server and client.</summary>
    public static double RedisGets(Platform platform)
    {
        var server = platform.Cost(RedisGet, Machine).OnCpu.At(Machine.Cpu.Clock);
        var client = BareMetal.Platform.Cost(RedisClient, Machine).OnCpu.At(Machine.Cpu.Clock);
        return 1 / Math.Max(server.TotalSeconds, client.TotalSeconds);
    }
}
