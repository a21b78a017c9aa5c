using CloudSim.Net.Kernel;

namespace CloudSim.Net.Tests.Kernel;

public class NamespaceTests
{
    private readonly ProcessTable table = new();

    [Fact]
    public void A_process_has_one_pid_a_level()
    {
        var outer = Fork(table.Init, "outer", NamespaceKinds.Pid);
        var inner = Fork(outer, "inner", NamespaceKinds.Pid);
        var child = Fork(inner, "child");
        Assert.Equal(3, child.Pids.Count);
        Assert.Equal(2, child.Pid);
        Assert.Equal((1, 2), (inner.Pid, inner.PidIn(outer.PidNamespace)!.Value));
        Assert.Equal(child.HostPid, child.PidIn(table.Init.PidNamespace));
        Assert.Null(outer.PidIn(inner.PidNamespace));
        Assert.Equal([1, 2], table.Visible(inner).Keys);
        Assert.Equal(3, table.Visible(outer).Count);
    }

    // The difference that the course asks for: chroot changes where paths begin, and nothing else.
    [Fact]
    public void A_process_with_its_own_root_sees_and_signals_the_others_and_a_contained_one_does_not()
    {
        var victim = Fork(table.Init, "victim");
        var jailed = Fork(table.Init, "jailed");
        Assert.Equal(KernelError.None, table.ChangeRoot(jailed, "/srv/jail"));
        Assert.Contains(victim.HostPid, table.Visible(jailed).Keys);

        var contained = Fork(table.Init, "contained", NamespaceKinds.Container);
        table.ChangeRoot(contained, "/var/lib/merged");
        Assert.Equal([contained], table.Visible(contained).Values);
        Assert.Equal(KernelError.NoSuchProcess, table.Kill(contained, victim.HostPid, Signal.Kill));
        Assert.True(victim.IsAlive);

        Assert.Equal(KernelError.None, table.Kill(jailed, victim.HostPid, Signal.Kill));
        Assert.False(victim.IsAlive);
        Assert.Equal(137, victim.ExitCode);
    }

    [Fact]
    public void The_machine_sees_and_ends_what_is_in_a_container_and_its_init_is_shielded_only_from_within()
    {
        var one = Fork(table.Init, "one", NamespaceKinds.Container);
        var worker = Fork(one, "worker");
        Assert.Contains(worker.HostPid, table.Visible(table.Init).Keys);
        Assert.Equal(KernelError.None, table.Kill(worker, 1, Signal.Kill));
        Assert.True(one.IsAlive, "the init of a namespace ignores SIGKILL from within");
        Assert.Equal(KernelError.None, table.Kill(table.Init, one.HostPid, Signal.Kill));
        Assert.False(one.IsAlive);
        Assert.False(worker.IsAlive, "with its init all in the namespace ends");
        Assert.Equal(KernelError.NoMemory, table.Fork(one, "late", NamespaceKinds.None, out _));
    }

    // pid_namespaces(7): from within, only signals for which it has a handler reach the init, and SIGKILL has none.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void From_within_an_init_is_ended_by_what_it_handles_only(bool handles)
    {
        var one = Fork(table.Init, "one", NamespaceKinds.Container);
        var worker = Fork(one, "worker");
        one.HandlesTerminate = handles;
        Assert.Equal(KernelError.None, table.Kill(worker, 1, Signal.Kill));
        Assert.True(one.IsAlive);
        Assert.Equal(KernelError.None, table.Kill(worker, 1, Signal.Terminate));
        Assert.Equal((!handles, !handles), (one.IsAlive, worker.IsAlive));
    }

    [Fact]
    public void Orphans_go_to_the_init_of_their_namespace()
    {
        var one = Fork(table.Init, "one", NamespaceKinds.Container);
        var parent = Fork(one, "parent");
        var child = Fork(parent, "child");
        table.End(parent, 0);
        Assert.Same(one, child.Parent);
    }

    /// <summary>
    /// Sixteen namespaces one in the other: a pid at each level, seen from each, and the end of one in the middle ends all within and none
    /// outside.
    /// </summary>
    [Fact]
    public void Nested_namespaces_number_each_process_once_a_level()
    {
        var nested = new List<KernelProcess> { Fork(table.Init, "0", NamespaceKinds.Pid) };
        while (nested.Count < 16)
            nested.Add(Fork(nested[^1], $"{nested.Count}", NamespaceKinds.Pid));
        var inner = Fork(nested[^1], "inner");
        Assert.Equal(17, inner.Pids.Count);
        Assert.Equal((2, 18), (inner.Pid, inner.HostPid));
        Assert.Equal(Enumerable.Range(0, 16).Select(i => 17 - i), nested.Select(n => inner.PidIn(n.PidNamespace)!.Value));
        Assert.Equal(KernelError.NoSuchProcess, table.Kill(inner, 3, Signal.Kill));
        table.End(nested[7], 0);
        Assert.All(nested.Skip(8).Append(inner), p => Assert.Equal((false, 137), (p.IsAlive, p.ExitCode!.Value)));
        Assert.All(nested.Take(7), p => Assert.True(p.IsAlive));
        Assert.Equal(KernelError.NoMemory, table.Fork(nested[7], "late", NamespaceKinds.None, out _));
        while (nested[6].PidNamespace.Level < 32)
            nested[6] = Fork(nested[6], "deeper", NamespaceKinds.Pid);
        Assert.Equal(KernelError.TooDeep, table.Fork(nested[6], "too deep", NamespaceKinds.Pid, out _));
    }

    [Fact]
    public void Each_kind_hides_its_own_resource()
    {
        var one = Fork(table.Init, "one", NamespaceKinds.Container | NamespaceKinds.Time);
        table.SetHostName(one, "c1");
        table.Mount(one, "/data");
        table.CreateSharedMemory(one, 42);
        table.SetClockOffset(one, TimeSpan.FromDays(1));
        Assert.Equal("host", table.Init.Namespace(NamespaceKinds.Uts).HostName);
        Assert.DoesNotContain("/data", table.Init.Namespace(NamespaceKinds.Mount).Mounts);
        Assert.Contains("/proc", one.Namespace(NamespaceKinds.Mount).Mounts);
        Assert.Empty(table.Init.Namespace(NamespaceKinds.Ipc).SharedMemory);
        Assert.Equal(TimeSpan.Zero, table.Init.Namespace(NamespaceKinds.Time).ClockOffset);
        var plain = Fork(table.Init, "plain");
        table.SetHostName(plain, "renamed");
        Assert.Equal("renamed", table.Init.Namespace(NamespaceKinds.Uts).HostName);
    }

    [Fact]
    public void Root_of_a_user_namespace_is_root_there_only()
    {
        var host = Fork(table.Init, "host");
        var rootless = Fork(table.Init, "rootless", NamespaceKinds.User);
        Assert.NotEqual(0, rootless.User);
        Assert.True(ProcessTable.HasCapability(rootless, rootless.Namespace(NamespaceKinds.User)));
        Assert.False(ProcessTable.HasCapability(rootless, table.Init.Namespace(NamespaceKinds.User)));
        Assert.Equal(KernelError.NotPermitted, table.Kill(rootless, host.HostPid, Signal.Terminate));
        Assert.Equal(KernelError.NotPermitted, table.SetHostName(rootless, "x")); // the host's uts namespace
        var own = Fork(rootless, "own", NamespaceKinds.Uts);
        Assert.Equal(KernelError.None, table.SetHostName(own, "x"));
    }

    [Fact]
    public void Members_are_counted()
    {
        var one = Fork(table.Init, "one", NamespaceKinds.Container);
        var net = one.Namespace(NamespaceKinds.Net);
        var two = Fork(one, "two");
        Assert.Equal(2, net.Members);
        table.End(two, 0);
        table.End(one, 0);
        Assert.Equal(0, net.Members);
        Assert.Equal(1, table.Init.Namespace(NamespaceKinds.Net).Members);
    }

    private KernelProcess Fork(KernelProcess parent, string name, NamespaceKinds kinds = NamespaceKinds.None)
    {
        Assert.Equal(KernelError.None, table.Fork(parent, name, kinds, out var child));
        return child!;
    }
}
