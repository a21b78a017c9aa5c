using CloudSim.Net.Kernel;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Fluid;
using CsCheck;

namespace CloudSim.Net.Tests.Kernel;

/// <summary>Where cgroups and processes may be, and in which order they are listed.</summary>
public class CgroupTreeTests
{
    private readonly Simulation sim = new();
    private readonly Cgroup root;
    private readonly ProcessTable table;

    public CgroupTreeTests()
    {
        root = Cgroup.Root(new CfsScheduler(sim, 2, P));
        table = new(root);
    }

    [Fact]
    public void A_cgroup_with_others_below_it_takes_no_process()
    {
        var inner = root.Create("inner");
        inner.Create("below");
        Assert.Equal(KernelError.Busy, table.Fork(table.Init, "p", NamespaceKinds.Container, out var child, inner));
        Assert.Null(child);
        var other = Fork(root.Create("other"));
        Assert.Contains("EBUSY", Assert.Throws<InvalidOperationException>(() => inner.Attach(other)).Message);
        Assert.Equal("/other", other.Cgroup!.Path);
        Assert.Equal((2, 2L, 0L, 1, 1), (table.Processes.Count, root.Pids.Current, inner.Pids.Current, other.Cgroup.Processes.Count,
            table.Init.Namespace(NamespaceKinds.Net).Number == other.Namespace(NamespaceKinds.Net).Number ? 1 : 0));
        inner.Children[0].Remove();
        Assert.Equal(KernelError.None, table.Fork(table.Init, "p", NamespaceKinds.None, out _, inner));
    }

    [Fact]
    public void A_cgroup_with_processes_takes_none_below_it_also_not_by_joining()
    {
        var group = root.Create("g");
        var process = Fork(group);
        Assert.Contains("EBUSY", Assert.Throws<InvalidOperationException>(() => group.Create("below")).Message);
        Assert.Empty(group.Children);
        Assert.Empty(group.Cpu.Children);
        root.Attach(process);
        group.Create("below");
        Assert.Equal(KernelError.None, table.Join(table.Init, process, "exec", out _)); // the root is exempt
        Assert.Equal(3, root.Processes.Count);
    }

    [Fact]
    public void A_removed_cgroup_takes_nothing()
    {
        var group = root.Create("g");
        group.Remove();
        Assert.Equal(KernelError.NoDevice, table.Fork(table.Init, "p", NamespaceKinds.None, out _, group));
        Assert.Contains("ENODEV", Assert.Throws<InvalidOperationException>(() => group.Create("below")).Message);
        var other = Fork(root);
        Assert.Contains("ENODEV", Assert.Throws<InvalidOperationException>(() => group.Attach(other)).Message);
        Assert.Contains("ENODEV", Assert.Throws<InvalidOperationException>(() => group.Write("cgroup.freeze", "1")).Message);
        Assert.Equal((2L, 0L, true), (root.Pids.Current, group.Pids.Current, group.IsRemoved));
        group.Remove(); // nothing left to do
        Assert.NotSame(group, root.Create("g"));
    }

    [Fact]
    public void A_group_that_has_tasks_is_not_removed_and_stays_as_it_was()
    {
        var group = root.Create("g");
        var task = group.Cpu.Scheduler.CreateTask("t", group.Cpu);
        Assert.Throws<InvalidOperationException>(group.Remove);
        Assert.False(group.IsRemoved);
        Assert.Equal([group], root.Children);
        task.Exit();
        group.Remove();
        Assert.Empty(root.Children);
    }

    [Fact]
    public void An_ended_process_or_one_of_another_kernel_is_not_attached()
    {
        var (one, two) = (root.Create("one"), root.Create("two"));
        var process = Fork(one);
        var foreign = new ProcessTable(Cgroup.Root(new FluidScheduler(sim, 1)));
        Assert.Throws<InvalidOperationException>(() => one.Attach(foreign.Init));
        Assert.Throws<ArgumentException>(() => foreign.Fork(foreign.Init, "p", NamespaceKinds.None, out _, one));
        table.End(process, 0);
        Assert.Contains("ESRCH", Assert.Throws<InvalidOperationException>(() => two.Attach(process)).Message);
        Assert.Equal(KernelError.NoSuchProcess, table.Fork(process, "child", NamespaceKinds.None, out _));
        Assert.Equal((1L, 0L, 0L), (root.Pids.Current, one.Pids.Current, two.Pids.Current));
    }

    /// <summary>The kernel in a virtual machine has a hierarchy of its own, whose CPU groups lie below the machine's in its host.</summary>
    [Fact]
    public void The_root_of_a_kernel_in_a_machine_lies_in_the_machine_s_group()
    {
        var vm = root.Create("vm");
        vm.Write("cpu.max", "50000 100000");
        Fork(vm); // the VMM: it is in the host's cgroup, and the guest's cgroups are none of its children
        var guest = Cgroup.Root(vm.Cpu);
        var inside = new ProcessTable(guest);
        var (web, db) = (guest.Create("web"), guest.Create("db"));
        web.Write("cpu.weight", "300");
        Assert.Equal(("/", "/web", "/vm/web"), (guest.Path, web.Path, web.Cpu.Path));
        Assert.Equal((1L, 2L), (guest.Pids.Current, root.Pids.Current));
        Assert.Empty(vm.Children);
        var tasks = new[] { web, db }.Select(g => g.Cpu.Scheduler.CreateTask("spinner", g.Cpu)).ToArray();
        foreach (var task in tasks)
            task.Demand(CpuTask.Forever);
        sim.Run(TimeSpan.FromSeconds(4));
        Assert.Equal(2.0, tasks.Sum(t => t.CpuTime) / 1e9, 0.05); // half a CPU
        Assert.Throws<ArgumentException>(() => guest.Write("cpu.max", "max")); // not from within
        Assert.Equal(50_000, vm.Cpu.QuotaUs);
        vm.Write("cgroup.freeze", "1"); // and a paused machine does nothing
        var before = tasks.Sum(t => t.CpuTime);
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(before, tasks.Sum(t => t.CpuTime));
        Assert.Throws<InvalidOperationException>(() => root.Attach(inside.Init));
    }

    /// <summary>Whatever comes and goes: children and processes are listed in the order in which they came, and found by name.</summary>
    [Fact]
    public void Lists_are_in_order_of_arrival() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1_000]).List[0, 300].Sample(
            steps =>
            {
                var top = Cgroup.Root(new FluidScheduler(new Simulation(), 1));
                var processes = new ProcessTable(top);
                var (groups, members) = (new List<Cgroup>(), new List<KernelProcess> { processes.Init });
                var made = 0;
                foreach (var (kind, which) in steps)
                {
                    if (kind < 2 && groups.Count + members.Count < 40 + kind)
                    {
                        groups.Add(top.Create($"g{made++}"));
                        processes.Fork(members[which % members.Count], "p", NamespaceKinds.None, out var process, top);
                        members.Add(process!);
                    }
                    else if (kind == 2 && groups.Count > 1 + which % 3)
                    {
                        var last = groups[^1];
                        last.Remove();
                        groups.Remove(last);
                        var gone = groups[which % groups.Count];
                        gone.Remove();
                        groups.Remove(gone);
                        groups.Add(top.Create(gone.Name)); // the name is free again
                        Assert.Throws<ArgumentException>(() => top.Create(groups[which % groups.Count].Name));
                    }
                    else if (kind == 3 && members.Count > 1)
                    {
                        var gone = members[1 + which % (members.Count - 1)];
                        processes.End(gone, 0);
                        members.Remove(gone);
                    }

                    Assert.Equal(groups, top.Children);
                    Assert.Equal(groups.Select(g => g.Cpu), top.Cpu.Children);
                    if (groups.Count > 0)
                        Assert.Same(groups[^1], top.Children[^1]);
                    Assert.Equal(members, top.Processes);
                    Assert.Equal(members.Select(m => m.HostPid), processes.Processes.Keys);
                    Assert.All(members, m => Assert.Same(m, processes.Processes[m.HostPid]));
                    Assert.All(members.Skip(1), m => Assert.True(m.Parent!.IsAlive));
                    Assert.Equal(members.Count, top.Pids.Current);
                }
            }, iter: 100, threads: 1);

    private KernelProcess Fork(Cgroup cgroup)
    {
        Assert.Equal(KernelError.None, table.Fork(table.Init, "p", NamespaceKinds.None, out var process, cgroup));
        return process!;
    }
}
