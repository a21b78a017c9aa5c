using CloudSim.Net.Containers;
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
        var table = rack.Machine.Processes;
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

    [Fact]
    public void A_fork_bomb_ends_at_its_limit_and_the_neighbour_hardly_notices()
    {
        var alone = P99(bomb: false);
        var beside = P99(bomb: true);
        Assert.InRange(beside / alone, 0.95, 1.05);
    }

    /// <summary>99th percentile of a neighbour's requests of 2 ms on one CPU of its own, in ms; the bomb forks on the same machine as fast as it can.</summary>
    private static double P99(bool bomb)
    {
        var rack = new Rack();
        var neighbour = rack.Run(new("neighbour", "app"));
        neighbour.Cgroup!.Cpu.Weight = 100;
        if (bomb)
        {
            var evil = rack.Run(new("bomb", "app") { Limits = [("pids.max", "50")] });
            var refused = 0;
            Fork(evil.Init!, evil);
            rack.Sim.Run(0.5.Seconds);
            Assert.Equal(50, evil.Cgroup!.Pids.Current);
            Assert.True(refused > 0 && evil.Cgroup.Pids.Failures == refused);

            // Every process of the bomb forks again and again, 0.4 ms of CPU each time.
            void Fork(KernelProcess process, OciContainer container)
            {
                var task = rack.Host.Scheduler.CreateTask("bomb", container.Cgroup!.Cpu);
                rack.Sim.Process(Forking());

                IEnumerable<Event> Forking()
                {
                    while (true)
                    {
                        yield return task.Execute(0.4.Milliseconds);
                        if (rack.Machine.Processes.Fork(process, "bomb", NamespaceKinds.None, out var child) == KernelError.Again)
                            refused++;
                        else
                            Fork(child!, container);
                    }
                }
            }
        }
        var arrivals = new RandomStream(3);
        var responses = new List<double>();
        rack.Sim.Process(Requests());
        rack.Sim.Run(4.Seconds);
        responses.Sort();
        return responses[(int)(0.99 * responses.Count)];

        IEnumerable<Event> Requests()
        {
            while (true)
            {
                yield return rack.Sim.TimeoutD(arrivals.Exponential(0.01));
                var begin = rack.Sim.Now;
                neighbour.Task!.Execute(2.Milliseconds).AddCallback(_ => responses.Add((rack.Sim.Now - begin).TotalMilliseconds));
            }
        }
    }
}
