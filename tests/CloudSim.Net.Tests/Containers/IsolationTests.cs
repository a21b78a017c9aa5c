using CloudSim.Net.Containers;
using CloudSim.Net.Kernel;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Containers;

/// <summary>What containers keep from each other.</summary>
public class IsolationTests
{
    [Fact]
    public void A_container_cannot_see_or_signal_another_s_process()
    {
        var rack = new Rack();
        var (one, two) = (rack.Run(new("one", "app")), rack.Run(new("two", "app")));
        var table = rack.Kernel.Processes;
        Assert.Equal([one.Init!], table.Visible(one.Init!).Values);
        Assert.Equal(KernelError.NoSuchProcess, table.Kill(one.Init!, two.Init!.HostPid, Signal.Kill));
        Assert.True(two.Init.IsAlive);
        Assert.NotEqual(one.Init!.Namespace(NamespaceKinds.Uts).HostName, two.Init.Namespace(NamespaceKinds.Uts).HostName);
    }

    [Fact]
    public void A_memory_limit_ends_only_its_own_container()
    {
        var rack = new Rack();
        var (limited, other) = (rack.Run(new("limited", "app") { Limits = [("memory.max", "64M")] }), rack.Run(new("other", "app")));
        other.Cgroup!.Memory.Touch(other.Init!, 8.GiB);
        limited.Cgroup!.Memory.Touch(limited.Init!, 65.MiB);
        Assert.Equal((OciStatus.Stopped, 137, OciStatus.Running), (limited.Status, limited.ExitCode!.Value, other.Status));
    }

    /// <summary>
    /// A shell's bomb waits when a fork fails, 1 s and twice as long each time (bash: make_child); one in C tries again at once and keeps
    /// 50 processes busy. A neighbour that was there before the bomb keeps its 99th percentile within 5 % beside the first whatever its
    /// threads, and beside the second with one thread.
    /// </summary>
    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 16)]
    [InlineData(false, 1)]
    public void A_fork_bomb_ends_at_its_limit_and_the_neighbour_hardly_notices(bool shell, int threads)
    {
        var alone = P99(bomb: false, shell, threads);
        var beside = P99(bomb: true, shell, threads);
        Assert.InRange(beside / alone, 0.95, 1.05);
    }

    /// <summary>99th percentile of a neighbour's requests of 2 ms, a tenth of a CPU for each thread, in ms, on 16 CPUs.</summary>
    private static double P99(bool bomb, bool shell, int threads)
    {
        var rack = new Rack();
        var neighbour = rack.Run(new("neighbour", "app"));
        var evil = rack.Run(new("bomb", "app") { Limits = [("pids.max", "50")] });
        var pool = Enumerable.Range(0, threads).Select(i => rack.Host.Scheduler.CreateTask($"thread {i}", neighbour.Cgroup!.Cpu)).ToList();
        var (arrivals, responses) = (new RandomStream(3), new List<double>());
        rack.Sim.Process(Requests());
        rack.Sim.Run(1.Seconds);
        if (bomb)
            ForkBomb.Start(rack.Kernel, evil.Init!, shell);
        rack.Sim.Run(1.Seconds);
        if (bomb)
        {
            Assert.Equal(50, evil.Cgroup!.Pids.Current);
            Assert.True(evil.Cgroup.Pids.Failures > 0);
        }
        responses.Clear();
        rack.Sim.Run(4.Seconds);
        responses.Sort();
        return responses[(int)(0.99 * responses.Count)];

        IEnumerable<Event> Requests()
        {
            for (var i = 0; ; i++)
            {
                yield return rack.Sim.TimeoutD(arrivals.Exponential(0.02 / threads));
                var begin = rack.Sim.Now;
                pool[i % threads].Execute(2.Milliseconds).AddCallback(_ => responses.Add((rack.Sim.Now - begin).TotalMilliseconds));
            }
        }
    }
}
