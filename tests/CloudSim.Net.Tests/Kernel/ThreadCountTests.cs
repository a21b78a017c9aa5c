using CloudSim.Net.Kernel;
using CloudSim.Net.Scheduling.Fluid;
using CsCheck;

namespace CloudSim.Net.Tests.Kernel;

public class ThreadCountTests
{
    private readonly Cgroup root = Cgroup.Root(new FluidScheduler(new Simulation(), 1));
    private readonly ProcessTable table;

    public ThreadCountTests() => table = new(root);

    [Fact]
    public void A_process_takes_all_its_threads_or_none()
    {
        var group = root.Create("g");
        group.Write("pids.max", "10");
        Assert.Equal(KernelError.Again, table.Fork(table.Init, "java", NamespaceKinds.Container, out var none, group, threads: 11));
        Assert.Equal((null, 0L, 1L, 1, 0), (none, group.Pids.Current, root.Pids.Current, table.Processes.Count, group.Processes.Count));
        Assert.Equal(KernelError.None, table.Fork(table.Init, "java", NamespaceKinds.None, out var java, group, threads: 8));
        Assert.Equal((8, "8\n", "8\n"), (java!.Threads, group.Read("pids.current"), group.Read("pids.peak")));
        Assert.Equal(KernelError.Again, table.AddThreads(java, 3));
        Assert.Equal((8, 8L, "max 2\n"), (java.Threads, group.Pids.Current, group.Read("pids.events")));
        Assert.Equal(KernelError.None, table.AddThreads(java, 2));
        Assert.Equal(KernelError.None, table.RemoveThreads(java, 9));
        Assert.Equal((1, "1\n", "10\n"), (java.Threads, group.Read("pids.current"), group.Read("pids.peak")));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.RemoveThreads(java, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.AddThreads(java, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Fork(java, "x", NamespaceKinds.None, out _, threads: 0));
        Assert.Equal(KernelError.Again, table.AddThreads(java, int.MaxValue));
        table.End(java, 0);
        Assert.Equal((0L, 1L), (group.Pids.Current, root.Pids.Current));
        Assert.Equal((KernelError.NoSuchProcess, KernelError.NoSuchProcess), (table.AddThreads(java, 1), table.RemoveThreads(java, 1)));
    }

    [Fact]
    public void A_move_moves_all_threads_without_asking()
    {
        var (one, two) = (root.Create("one"), root.Create("two"));
        two.Write("pids.max", "1");
        table.Fork(table.Init, "p", NamespaceKinds.None, out var process, one, threads: 5);
        two.Attach(process!);
        Assert.Equal((0L, 5L, 6L, 6L), (one.Pids.Current, two.Pids.Current, root.Pids.Current, root.Pids.Peak));
        two.Attach(process!);
        Assert.Equal((5L, 1), (two.Pids.Current, two.Processes.Count));
    }

    [Fact]
    public void Every_count_is_the_sum_of_the_threads_below() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 100], Gen.Int[1, 6]).List[0, 80].Sample(
            steps =>
            {
                var top = Cgroup.Root(new FluidScheduler(new Simulation(), 1));
                var processes = new ProcessTable(top);
                var around = top.Create("around");
                around.Pids.Max = 12;
                Cgroup[] groups = [around.Create("a"), around.Create("b"), top.Create("c")];
                var live = new List<KernelProcess>();
                foreach (var (kind, which, threads) in steps)
                {
                    if (kind == 0)
                    {
                        if (processes.Fork(processes.Init, "p", NamespaceKinds.None, out var made, groups[which % 3], threads)
                            == KernelError.None)
                            live.Add(made!);
                    }
                    else if (live.Count > 0 && live[which % live.Count] is var process)
                    {
                        if (kind == 1)
                            processes.AddThreads(process, threads);
                        else if (kind == 2 && process.Threads > threads)
                            processes.RemoveThreads(process, threads);
                        else if (kind == 3)
                            groups[threads % 3].Attach(process);
                        else if (kind == 4)
                        {
                            processes.End(process, 0);
                            live.Remove(process);
                        }
                    }

                    foreach (var group in top.Tree())
                        Assert.Equal(group.All().Sum(p => p.Threads), group.Pids.Current);
                }
            }, iter: 200, threads: 1);
}
