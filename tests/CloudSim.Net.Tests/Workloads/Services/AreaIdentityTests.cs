using CloudSim.Net.Units;
using CloudSim.Net.Workloads.Services;
using CsCheck;

namespace CloudSim.Net.Tests.Workloads.Services;

public class AreaIdentityTests
{
    // Any comings and goings, and a window anywhere over them.
    [Fact]
    public void It_holds_for_whatever_comes_and_goes() =>
        Gen.Select(Gen.Select(Gen.Int[0, 50], Gen.Int[0, 50]).Array[1, 20], Gen.Int[0, 60], Gen.Int[0, 60]).Sample((visits, from, length) =>
        {
            var sim = new Simulation();
            var identity = new AreaIdentity(sim, "system");
            var inside = new List<DateTime>();
            var window = identity.Observe(TimeSpan.FromTicks(from), TimeSpan.FromTicks(length), () => inside);
            foreach (var (arrival, stay) in visits)
                sim.Process(Visit(arrival, stay));
            sim.Run();
            long Part(int a, int b) => Math.Max(0, Math.Min(b, from + length) - Math.Max(a, from));
            Assert.Equal((Int128)visits.Sum(v => Part(v.Item1, v.Item1 + v.Item2)), window.Area);
            Assert.Equal(window.Area, window.Sojourns);
            Assert.True(window.IsOver);
            Assert.Equal(0, identity.Number);

            IEnumerable<Event> Visit(int arrival, int stay)
            {
                yield return sim.Timeout(TimeSpan.FromTicks(arrival));
                var arrived = sim.Now;
                identity.Enter();
                inside.Add(arrived);
                yield return sim.Timeout(TimeSpan.FromTicks(stay));
                inside.Remove(arrived);
                identity.Leave(arrived);
            }
        }, iter: 200);

    [Fact]
    public void Another_time_of_arrival_ends_the_run_with_both_numbers()
    {
        var sim = new Simulation();
        var identity = new AreaIdentity(sim, "system");
        identity.Enter();
        sim.Run(5.Milliseconds);
        var wrong = sim.Now - 4.Milliseconds;
        var error = Assert.Throws<InvalidOperationException>(() => identity.Leave(wrong));
        Assert.Contains("50000", error.Message);
        Assert.Contains("40000", error.Message);
    }

    [Fact]
    public void Who_leaves_twice_ends_the_run()
    {
        var sim = new Simulation();
        var identity = new AreaIdentity(sim, "system");
        identity.Enter();
        identity.Leave(sim.Now);
        Assert.Throws<InvalidOperationException>(() => identity.Leave(sim.Now));
    }

    [Fact]
    public void Who_is_lost_from_the_list_ends_the_run_at_the_end_of_the_window()
    {
        var sim = new Simulation();
        var identity = new AreaIdentity(sim, "system");
        identity.Observe(TimeSpan.Zero, 1.Seconds, () => []);
        identity.Enter();
        Assert.Throws<InvalidOperationException>(() => sim.Run(2.Seconds));
    }
}
