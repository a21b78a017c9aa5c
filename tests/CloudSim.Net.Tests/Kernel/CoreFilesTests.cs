using CloudSim.Net.Kernel;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Credit;
using CloudSim.Net.Scheduling.Fluid;
using CloudSim.Net.Tests.Scheduling;

namespace CloudSim.Net.Tests.Kernel;

/// <summary>The files that docker pause, --cpuset-cpus, --cpu-period and the like write.</summary>
public class CoreFilesTests
{
    private readonly Simulation sim = new();
    private readonly CfsScheduler scheduler;
    private readonly Cgroup root;
    private readonly ProcessTable table;

    public CoreFilesTests()
    {
        scheduler = new(sim, 4, P);
        root = Cgroup.Root(scheduler);
        table = new(root);
    }

    [Fact]
    public void A_set_of_CPUs_binds_the_tasks_and_lies_within_the_one_around()
    {
        var outer = root.Create("outer");
        var inner = outer.Create("inner");
        Assert.Equal(("\n", "0-3\n"), (inner.Read("cpuset.cpus"), inner.Read("cpuset.cpus.effective")));
        inner.Write("cpuset.cpus", "0-1,3");
        outer.Write("cpuset.cpus", "1-2");
        Assert.Equal(("0-1,3\n", "1\n"), (inner.Read("cpuset.cpus"), inner.Read("cpuset.cpus.effective")));
        var tasks = Enumerable.Range(0, 3).Select(i => scheduler.CreateTask($"t{i}", inner.Cpu)).ToList();
        tasks.ForEach(t => t.Demand(CpuTask.Forever));
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.All(tasks, t => Assert.Equal(1, t.CurrentCpu));
        Assert.Equal(1.0, tasks.Sum(t => t.CpuTime) / 1e9, 0.01);
        outer.Write("cpuset.cpus", "2"); // none of the inner one's: it has those around
        Assert.Equal(("2\n", "2\n"), (inner.Read("cpuset.cpus.effective"), outer.Create("later").Read("cpuset.cpus.effective")));
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.All(tasks, t => Assert.Equal(2, t.CurrentCpu));
        outer.Write("cpuset.cpus", "");
        Assert.Equal(("\n", "0-1,3\n"), (outer.Read("cpuset.cpus"), inner.Read("cpuset.cpus.effective")));
        inner.Write("cpuset.cpus", "0-3");
        Assert.Equal(("0-3\n", null), (inner.Read("cpuset.cpus"), inner.Cpu.EffectiveAffinity));
        Assert.Equal("0-3\n", outer.Create("new").Read("cpuset.cpus.effective"));
    }

    [Theory]
    [InlineData("4")]
    [InlineData("0-4")]
    [InlineData("2-1")]
    [InlineData("-1")]
    [InlineData("a")]
    [InlineData("1,")]
    [InlineData("1-2-3")]
    [InlineData("99999999999")]
    public void What_is_no_set_of_the_machine_s_CPUs_is_refused(string text)
    {
        var one = root.Create("one");
        one.Write("cpuset.cpus", "1");
        Assert.Throws<InputException>(() => one.Write("cpuset.cpus", text));
        Assert.Equal("1\n", one.Read("cpuset.cpus"));
        Assert.Throws<InputException>(() => one.Write("cpuset.mems", text));
    }

    [Fact]
    public void Memory_nodes_are_taken_and_shown()
    {
        var one = root.Create("one");
        one.Write("cpuset.mems", "0");
        Assert.Equal("0\n", one.Read("cpuset.mems"));
        one.Write("cpuset.mems", "\n");
        Assert.Equal("\n", one.Read("cpuset.mems"));
        Assert.Throws<InputException>(() => one.Write("cpuset.mems", "1"));
    }

    [Fact]
    public void A_period_and_a_quota_come_together_in_whichever_order()
    {
        var (one, two) = (root.Create("one"), root.Create("two"));
        one.Write("cpu.cfs_period_us", "50000");
        Assert.Equal(("max 50000\n", "50000\n", "-1\n"),
            (one.Read("cpu.max"), one.Read("cpu.cfs_period_us"), one.Read("cpu.cfs_quota_us")));
        one.Write("cpu.cfs_quota_us", "25000");
        two.Write("cpu.max", "25000");
        two.Write("cpu.cfs_period_us", "50000");
        Assert.Equal(("25000 50000\n", "25000 50000\n"), (one.Read("cpu.max"), two.Read("cpu.max")));
        one.Write("cpu.max", "max 200000");
        one.Write("cpu.max.burst", "10000"); // kept for a quota to come
        Assert.Equal(("max 200000\n", "10000\n"), (one.Read("cpu.max"), one.Read("cpu.max.burst")));
        Assert.Throws<InputException>(() => one.Write("cpu.max", "9999"));
        one.Write("cpu.max", "10000");
        Assert.Equal("10000 200000\n", one.Read("cpu.max"));
        Assert.Throws<InputException>(() => one.Write("cpu.cfs_period_us", "999"));
        Assert.Throws<InputException>(() => one.Write("cpu.cfs_period_us", "1000001"));
        var task = scheduler.CreateTask("t", two.Cpu);
        task.Demand(CpuTask.Forever);
        sim.Run(TimeSpan.FromSeconds(2));
        Assert.Equal(1.0, task.CpuTime / 1e9, 0.02);
    }

    [Fact]
    public void A_frozen_cgroup_says_so_and_so_do_those_below()
    {
        var outer = root.Create("outer");
        var inner = outer.Create("inner");
        Assert.Equal("populated 0\nfrozen 0\n", outer.Read("cgroup.events"));
        var process = Fork(inner);
        outer.Write("cgroup.freeze", "1");
        Assert.Equal(("1\n", "0\n"), (outer.Read("cgroup.freeze"), inner.Read("cgroup.freeze")));
        Assert.Equal(("populated 1\nfrozen 1\n", "populated 1\nfrozen 1\n"), (outer.Read("cgroup.events"), inner.Read("cgroup.events")));
        Assert.Equal(("FROZEN\n", "THAWED\n"), (inner.Read("freezer.state"), root.Read("freezer.state")));
        var task = scheduler.CreateTask("late", inner.Cpu);
        task.Demand(1_000_000);
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(0, task.CpuTime);
        outer.Write("freezer.state", "THAWED");
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(1_000_000, task.CpuTime);
        table.End(process, 0);
        Assert.Equal("populated 0\nfrozen 0\n", outer.Read("cgroup.events"));
        foreach (var text in new[] { "2", "", "yes" })
            Assert.Throws<InputException>(() => outer.Write("cgroup.freeze", text));
        Assert.Throws<InputException>(() => outer.Write("freezer.state", "1"));
        Assert.Throws<ArgumentException>(() => root.Write("cgroup.freeze", "1"));
    }

    [Fact]
    public void A_kill_ends_all_here_and_below_inits_too()
    {
        var group = root.Create("g");
        var (one, two) = (group.Create("one"), group.Create("two"));
        var outside = Fork(root.Create("outside"));
        Assert.Equal(KernelError.None, table.Fork(table.Init, "init", NamespaceKinds.Container, out var init, one));
        var ended = new List<KernelProcess> { init!, Fork(one, init!), Fork(two), Fork(two) };
        group.Write("cgroup.freeze", "1");
        Assert.Throws<InputException>(() => group.Write("cgroup.kill", "0"));
        Assert.All(ended, p => Assert.True(p.IsAlive));
        group.Write("cgroup.kill", "1");
        Assert.All(ended, p => Assert.Equal((false, 137), (p.IsAlive, p.ExitCode!.Value)));
        Assert.True(outside.IsAlive && table.Init.IsAlive);
        Assert.Equal((0L, 2L), (group.Pids.Current, root.Pids.Current));
        one.Attach(table.Init); // the machine's own init is never killed
        group.Write("cgroup.kill", "1");
        Assert.True(table.Init.IsAlive);
    }

    [Theory]
    [InlineData("cfs")]
    [InlineData("eevdf")]
    [InlineData("fluid")]
    public void An_idle_cgroup_weighs_three(string kind)
    {
        var machine = PolicyMachine.Named(kind, 1);
        var top = Cgroup.Root(machine.Cpu);
        var (idle, normal) = (top.Create("idle"), top.Create("normal"));
        idle.Write("cpu.weight", "500");
        idle.Write("cpu.idle", "1");
        Assert.Equal(("0\n", "1\n"), (idle.Read("cpu.weight"), idle.Read("cpu.idle")));
        Assert.Throws<InputException>(() => idle.Write("cpu.weight", "100"));
        Assert.Throws<InputException>(() => idle.Write("cpu.shares", "1024"));
        var (low, high) = (machine.Spinner("low", idle.Cpu), machine.Spinner("high", normal.Cpu));
        machine.Run(20_000);
        Assert.Equal(20_000 * 3 / 1027.0, low.CpuTime / 1e6, 20.0);
        idle.Write("cpu.idle", "0");
        Assert.Equal(("100\n", "0\n"), (idle.Read("cpu.weight"), idle.Read("cpu.idle")));
        var before = low.CpuTime;
        machine.Run(20_000);
        Assert.Equal(10_000, (low.CpuTime - before) / 1e6, 500.0); // under CFS it first pays for its last slice as an idle one
        Assert.True(high.IsRunning || low.IsRunning);
    }

    [Fact]
    public void Where_the_scheduler_has_no_idle_groups_nothing_is_changed()
    {
        var one = Cgroup.Root(new CreditScheduler(sim, 1, P)).Create("one");
        one.Write("cpu.weight", "300");
        Assert.Throws<NotSupportedException>(() => one.Write("cpu.idle", "1"));
        Assert.Equal(("300\n", "0\n"), (one.Read("cpu.weight"), one.Read("cpu.idle")));
    }

    /// <summary>check_preempt_wakeup: who wakes in an ordinary group takes the CPU from an idle one at once.</summary>
    [Fact]
    public void A_wakeup_takes_the_CPU_from_an_idle_group_at_once()
    {
        var machine = PolicyMachine.Named("cfs", 1);
        var (idle, normal) = (machine.Cpu.CreateGroup("idle"), machine.Cpu.CreateGroup("normal"));
        idle.IsIdle = true;
        machine.Spinner("low", idle);
        var (_, delays) = machine.Sleeper(0.1, 7, group: normal);
        machine.Run(1000);
        Assert.InRange(delays.Max(), 0.1, 0.15);
    }

    /// <summary>sched_idle_cpu: a CPU with nothing but tasks of idle groups is as good as an idle one for a task that wakes.</summary>
    [Fact]
    public void A_task_wakes_onto_a_CPU_that_has_idle_groups_only()
    {
        var machine = PolicyMachine.Named("cfs", 2);
        var idle = machine.Cpu.CreateGroup("idle");
        idle.IsIdle = true;
        machine.Spinner("low", idle);
        machine.Run(10);
        machine.Spinner("busy");
        var (task, delays) = machine.Sleeper(0.1, 7);
        machine.Run(1000);
        Assert.InRange(delays.Skip(1).Max(), 0.1, 0.15); // a new task pays a slice in advance
        Assert.Equal(0, task.Migrations);
    }

    [Fact]
    public void Files_that_show_who_is_in_it()
    {
        var one = root.Create("one");
        var process = Fork(one);
        Assert.Equal(($"{process.HostPid}\n", $"{process.HostPid}\n", "domain\n"),
            (one.Read("cgroup.procs"), one.Read("cgroup.threads"), one.Read("cgroup.type")));
        foreach (var file in new[] { "cpu.weight", "cpu.max", "cpuset.cpus", "cpu.idle", "cgroup.kill", "pids.max" })
            Assert.Throws<ArgumentException>(() => root.Write(file, "1"));
    }

    [Fact]
    public void Fluid_sharing_refuses_a_part_of_the_CPUs_and_takes_all_of_them()
    {
        var one = Cgroup.Root(new FluidScheduler(sim, 2)).Create("one");
        Assert.Throws<NotSupportedException>(() => one.Write("cpuset.cpus", "0"));
        one.Write("cpuset.cpus", "0-1");
        Assert.Equal("0-1\n", one.Read("cpuset.cpus"));
    }

    private KernelProcess Fork(Cgroup cgroup, KernelProcess? parent = null)
    {
        Assert.Equal(KernelError.None, table.Fork(parent ?? table.Init, "p", NamespaceKinds.None, out var process, cgroup));
        return process!;
    }
}
