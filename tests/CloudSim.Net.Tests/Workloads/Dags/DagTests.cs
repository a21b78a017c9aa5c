using CloudSim.Net.Tests.Workloads.Services;
using CloudSim.Net.Units;
using CloudSim.Net.Workloads.Dags;
using CsCheck;

namespace CloudSim.Net.Tests.Workloads.Dags;

public class DagTests
{
    // With a CPU for each task the critical path, with one the sum.
    [Fact]
    public void It_takes_the_critical_path_or_the_sum() =>
        Gen.Select(Gen.Int[1, 30].Array[1, 12], Gen.Int[0, 1_000_000]).Sample((ms, seed) =>
        {
            var random = new RandomStream(seed);
            var after = ms.Select((_, i) => Enumerable.Range(0, i).Where(_ => random.Next(3) == 0).ToArray()).ToList();
            var path = new int[ms.Length];
            for (var i = 0; i < ms.Length; i++)
                path[i] = ms[i] + after[i].Select(j => path[j]).DefaultIfEmpty(0).Max();
            Assert.Equal(path.Max(), Run(16), 0.3);
            Assert.Equal(ms.Sum(), Run(1), 0.3 + 0.02 * ms.Sum());

            double Run(int cpus)
            {
                var host = Machines.Host(cpus);
                var guest = host.Process();
                var begin = host.Simulation.Now;
                var run = new Dag(ms.Select((time, i) =>
                    new DagTask($"{i}", guest, Machines.Work(time), [.. after[i].Select(j => $"{j}")]))).Start();
                host.Simulation.Run(run.Done);
                Assert.All(Enumerable.Range(0, ms.Length), i => Assert.All(after[i], j => Assert.True(run.EndOf(j) < run.EndOf(i))));
                return (host.Simulation.Now - begin).TotalMilliseconds;
            }
        }, iter: 30);

    [Fact]
    public void Guests_share_a_graph()
    {
        var host = Machines.Host(2);
        var (a, b) = (host.Process(), host.Process());
        var begin = host.Simulation.Now;
        var run = new Dag([new("1", a, Machines.Work(10)), new("2", b, Machines.Work(20), "1"), new("3", a, Machines.Work(5), "2", "1")])
            .Start();
        host.Simulation.Run(run.Done);
        Assert.Equal(35, (host.Simulation.Now - begin).TotalMilliseconds, 0.1);
        Assert.Equal(host.Simulation.Now, run.EndOf(2));
    }

    [Fact]
    public void A_circle_is_named()
    {
        var guest = Machines.Host(1).Process();
        DagTask Task(string name, params string[] after) => new(name, guest, Machines.Work(1), after);
        var error = Assert.Throws<ArgumentException>(() => new Dag([Task("a"), Task("b", "a", "d"), Task("c", "b"), Task("d", "c"),
            Task("e", "d")]));
        Assert.Contains("b -> c -> d -> b", Rotated(error.Message));
        Assert.Contains("'x'", Assert.Throws<ArgumentException>(() => new Dag([Task("a", "x")])).Message);
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => new Dag([Task("a"), Task("a")])).Message);
        Assert.Throws<ArgumentException>(() => new Dag([]));

        // The circle may be told from any of its tasks.
        static string Rotated(string message) => message.Replace("c -> d -> b -> c", "b -> c -> d -> b")
            .Replace("d -> b -> c -> d", "b -> c -> d -> b");
    }

    [Fact]
    public void It_fails_with_a_guest_that_stops_and_takes_memory_while_it_runs()
    {
        var host = Machines.Host(2);
        var (a, b) = (host.Process(), host.Process());
        var before = a.Cgroup.Memory.Current;
        var run = new Dag([new("1", a, Machines.Work(10)) { Memory = 50.MiB }, new("2", b, Machines.Work(20), "1")]).Start();
        Assert.Equal(50.MiB, a.Cgroup.Memory.Current - before);
        object? failure = null;
        run.Done.AddCallback(done => failure = done.IsOk ? null : done.Value);
        host.Simulation.Run(15.Milliseconds);
        Assert.Equal(before, a.Cgroup.Memory.Current);
        b.Stop();
        host.Simulation.Run(1.Seconds);
        Assert.Contains("was stopped", Assert.IsType<string>(failure));
    }
}
