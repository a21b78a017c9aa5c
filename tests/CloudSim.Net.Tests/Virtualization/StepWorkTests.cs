using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Tests.Virtualization;

/// <summary>How much CPU work a step asks for, without its spread: its parts add up to the figure that it is made of.</summary>
public class StepWorkTests
{
    private static readonly KernelSteps Kernel = KernelSteps.Of(P.With("KernelSteps.sigma", "0%"));

    // What holds the routing lock is a part of the network namespace, not more work.
    [Theory]
    [InlineData(NamespaceKinds.Net)]
    [InlineData(NamespaceKinds.Uts | NamespaceKinds.Ipc)]
    [InlineData(NamespaceKinds.Mount | NamespaceKinds.Net | NamespaceKinds.Pid)]
    [InlineData(NamespaceKinds.Container)]
    public void Namespaces_take_the_sum_of_their_kinds_whether_under_a_lock_or_not(NamespaceKinds kinds)
    {
        var sum = Enum.GetValues<NamespaceKinds>().Where(k => int.PopCount((int)k) == 1 && kinds.HasFlag(k))
            .Sum(k => Kernel.Create(k, 20).TotalMicroseconds);
        Assert.Equal(sum, Microseconds(Kernel.Namespaces(kinds, 20)), 0.01);
        var clone = P.Beside<KernelSteps>().Duration("clone").Value.TotalMicroseconds;
        Assert.Equal(sum + clone, Microseconds(Kernel.Clone(kinds, 20)), 0.01);
    }

    // A part of it holds cgroup_mutex; on version 1 it is done once for each controller.
    [Fact]
    public void A_cgroup_takes_its_figure_in_two_parts()
    {
        double Figure(string name) => P.Beside<KernelSteps>().Duration(name).Value.TotalMicroseconds;
        Assert.Equal(Figure("cgroup2_mkdir"), Microseconds(Kernel.CgroupCreate()), 0.01);
        Assert.Equal(Figure("cgroup2_attach"), Microseconds(Kernel.CgroupAttach()), 0.01);
        Assert.Equal(Figure("cgroup1_mkdir_cpu") + Figure("cgroup1_mkdir"), Microseconds(Kernel.CgroupCreate("cpu", "pids")), 0.01);
        Assert.Equal(Figure("cgroup2_rmdir"), Microseconds(Kernel.CgroupRemove()), 0.01);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    public void Each_virtual_cpu_but_the_first_adds_its_work(int count)
    {
        var step = Phases.HostCpu("set-up", new Cycles(1_000), 0);
        Assert.Equal(1_000 + (count - 1) * 70, Work(Phases.ForVCpus(step, new Cycles(70)), QemuKvm.Of(P).WithVCpus(count)).Count, 6);
    }

    private static double Microseconds(Step step) => Work(step, null).At(Kernel.Clock).TotalMicroseconds;

    private static Cycles Work(Step step, Platform? platform)
    {
        var host = new Host(new Simulation(), HostModel.RackServer(P), new RandomStreams(1));
        var sum = Cycles.Zero;
        var context = new StepContext
        {
            Kernel = host.Kernel, Random = host.Kernel.Streams["step"], Platform = platform!, Thread = Take,
        };
        host.Simulation.Run(host.Simulation.Process(step.Run(context)));
        return sum;

        Event Take(Cycles cycles)
        {
            sum += cycles;
            return host.Simulation.Timeout(TimeSpan.Zero);
        }
    }
}
