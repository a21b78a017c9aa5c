using CloudSim.Net.Datacenter;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>
/// Guests that are booted before anybody asks for them: so many wait at most, holding their memory, and whenever one is taken
/// another is booted in the background, on the same CPUs.
/// </summary>
public sealed class GuestPool
{
    private readonly Host host;
    private readonly Platform platform;
    private readonly GuestSpec spec;
    private readonly Queue<Guest> ready = new();
    private readonly Queue<Event> waiting = new();

    /// <summary>A pool that begins to fill now.</summary>
    /// <param name="host">The host.</param>
    /// <param name="platform">The platform.</param>
    /// <param name="spec">What each guest is given.</param>
    /// <param name="size">Guests that wait or boot, positive.</param>
    public GuestPool(Host host, Platform platform, GuestSpec spec, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        (this.host, this.platform, this.spec) = (host, platform, spec);
        for (var i = 0; i < size; i++)
            host.Simulation.Process(Boot());
    }

    /// <summary>Guests that wait to be taken.</summary>
    public int Ready => ready.Count;

    /// <summary>Asks for a guest: the event succeeds with it as its value, first come first served.</summary>
    public Event Take()
    {
        var taken = new Event(host.Simulation);
        waiting.Enqueue(taken);
        Serve();
        return taken;
    }

    private void Serve()
    {
        while (ready.Count > 0 && waiting.Count > 0)
        {
            waiting.Dequeue().Succeed(ready.Dequeue());
            host.Simulation.Process(Boot());
        }
    }

    private IEnumerable<Event> Boot()
    {
        var guest = host.Admit(platform, spec);
        yield return guest.Start();
        if (guest.State != GuestState.Running)
            yield break;
        ready.Enqueue(guest);
        Serve();
    }
}
