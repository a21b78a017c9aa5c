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
    /// <summary>n1-standard-4 on Broadwell.</summary>
    public static HostModel Machine(Parameters parameters) => parameters.Make("GVisor2020.Machine", p =>
    {
        var sheet = p[nameof(GVisor2020)];
        var clock = sheet.Frequency("clock");
        var cpu = CpuModels.Skylake(p) with
        {
            Name = "Broadwell in a virtual machine", Clock = clock,
            SystemCall = Cycles.Of(sheet.Duration("system_call"), clock) - Filter(p).PerCall(),
            Uses = p.Uses,
        };
        return HostModel.RackServer(p) with { Name = "n1-standard-4", Cores = 4, Memory = 15.GiB, Cpu = cpu, Uses = p.Uses };
    });

    /// <summary>A container there, with its filter of system calls, which a kernel of its time ran at every call.</summary>
    public static Platform Container(Parameters parameters) =>
        parameters.Make("GVisor2020.Container", p => RuncContainer.Of(p) with { Filter = Filter(p) });

    /// <summary>One event of sysbench's cpu test: primes counted in registers, with the timer's ticks meanwhile.</summary>
    public static WorkProfile SysbenchCpu(Parameters parameters) => parameters.Make("GVisor2020.SysbenchCpu", p =>
    {
        var sheet = p[nameof(GVisor2020)];
        return new WorkProfile { Name = "sysbench cpu", User = sheet.Cycles("sysbench_user"), Interrupts = sheet.Count("sysbench_ticks") };
    });

    /// <summary>One GET in the server.</summary>
    public static WorkProfile RedisGet(Parameters parameters) => parameters.Make("GVisor2020.RedisGet", p =>
    {
        var sheet = p[nameof(GVisor2020)];
        return new WorkProfile
        {
            Name = "redis GET", User = sheet.Cycles("get_user"), SystemCalls = sheet.Count("get_calls"), Packets = 2,
        };
    });

    /// <summary>One GET in the client, which runs natively and is one thread.</summary>
    public static WorkProfile RedisClient(Parameters parameters) => parameters.Make("GVisor2020.RedisClient", p =>
    {
        var sheet = p[nameof(GVisor2020)];
        return new WorkProfile
        {
            Name = "redis client", User = sheet.Cycles("client_user"), SystemCalls = sheet.Count("client_calls"), Packets = 2,
        };
    });

    /// <summary>GETs a second of one client with many connections: as fast as the slower of server and client.</summary>
    public static double RedisGets(Parameters parameters, Platform platform)
    {
        var machine = Machine(parameters);
        var server = platform.Cost(RedisGet(parameters), machine).OnCpu.At(machine.Cpu.Clock);
        var client = BareMetal.Of(parameters).Cost(RedisClient(parameters), machine).OnCpu.At(machine.Cpu.Clock);
        return 1 / Math.Max(server.TotalSeconds, client.TotalSeconds);
    }

    private static SystemCallFilter Filter(Parameters p) => SystemCallFilter.Default(p) with { Kernel = new(5, 4) };
}
