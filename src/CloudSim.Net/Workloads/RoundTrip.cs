using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>
/// Requests and responses one at a time (netperf's RR): the request comes over the wire, wakes the device thread if there is one and then
/// the server, whose response leaves the same way. The server's CPU and the device thread are tasks of a host that has nothing else to do.
/// </summary>
public static class RoundTrip
{
    /// <summary>Mean time of a transaction, seen by the client.</summary>
    /// <param name="platform">Where the server runs.</param>
    /// <param name="model">The machine.</param>
    /// <param name="transaction">One transaction on the server; its wait is the client's half and the wire.</param>
    /// <param name="count">How many are averaged; positive.</param>
    public static TimeSpan Mean(Platform platform, HostModel model, WorkProfile transaction, int count)
    {
        var sim = new Simulation();
        var host = Host.For(platform, sim, model, new RandomStreams(1));
        var guest = host.Admit(platform, new GuestSpec(new(1L << 28), default));
        var cost = guest.Cost(transaction);
        var (cpu, half) = (guest.Nanoseconds(cost.OnCpu), guest.Nanoseconds(cost.Device * 0.5));
        var start = sim.Now;
        sim.Run(sim.Process(Serve()));
        return (sim.Now - start) / count;

        IEnumerable<Event> Serve()
        {
            for (var i = 0; i < count; i++)
            {
                yield return sim.Timeout(transaction.Wait);
                yield return sim.Timeout(platform.Io.PacketWake);
                if (guest.Device is { } thread && half > 0)
                    yield return thread.Execute(half);
                yield return sim.Timeout(platform.Io.PacketWake);
                yield return guest.Cpu.Execute(cpu);
                if (guest.Device is { } back && half > 0)
                    yield return back.Execute(half);
            }
        }
    }
}
