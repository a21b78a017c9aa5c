using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel.Locks;

namespace CloudSim.Net.Tests.Kernel;

public class KernelMutexTests
{
    // mutex_unlock wakes who sleeps even if one that spins takes it, and who was woken in vain has the next turn. Without that, threads
    // that spin for it again and again keep it to themselves.
    [Fact]
    public void Who_spins_cannot_keep_it_from_who_sleeps()
    {
        var sim = new Simulation();
        var host = new CloudSim.Net.Datacenter.Host(sim, HostModel.RackServer(P), new RandomStreams(1));
        var mutex = KernelMutex.Of(host.Kernel, "some lock");
        var order = new List<string>();
        sim.Process(Hold("holder that sleeps", mutex.Sleep(OneMillisecond())));
        foreach (var sleeper in new[] { "sleeper", "sleeper", "sleeper" })
            sim.Process(After(0.5, () => Hold(sleeper, OneMillisecond())));
        foreach (var spinner in new[] { 1, 2, 3 })
            sim.Process(After(1 + 0.1 * spinner, () => Again($"spinner {spinner}")));
        sim.Run(TimeSpan.FromMilliseconds(30.5));
        Assert.Equal(30, order.Count);
        Assert.Equal(3, order.Take(7).Count(o => o == "sleeper")); // every second turn as long as there are any
        Assert.All(order.Where(o => o.StartsWith("spinner", StringComparison.Ordinal)).CountBy(o => o), o => Assert.InRange(o.Value, 8, 9));

        IEnumerable<Event> OneMillisecond()
        {
            yield return sim.Timeout(TimeSpan.FromMilliseconds(1));
        }

        IEnumerable<Event> Hold(string name, IEnumerable<Event> work)
        {
            foreach (var step in mutex.Hold(taken => taken, work))
                yield return step;
            order.Add(name);
        }

        IEnumerable<Event> After(double milliseconds, Func<IEnumerable<Event>> then)
        {
            yield return sim.Timeout(TimeSpan.FromMilliseconds(milliseconds));
            foreach (var step in then())
                yield return step;
        }

        IEnumerable<Event> Again(string name)
        {
            while (true)
                foreach (var step in Hold(name, OneMillisecond()))
                    yield return step;
        }
    }
}
