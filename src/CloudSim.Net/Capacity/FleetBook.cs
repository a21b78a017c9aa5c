using CloudSim.Net.Datacenter;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Capacity;

/// <summary>
/// Which host each guest of a trace has on a fleet, and from when on: what a datacenter decides whose hosts are asked for places, and no
/// more.
/// </summary>
public sealed class FleetBook
{
    private readonly int[] hostOf;
    private readonly double[] waits;

    private FleetBook(SizedSet set, int hosts)
    {
        (Set, Hosts) = (set, hosts);
        (hostOf, waits) = (new int[set.Guests.Count], new double[set.Guests.Count]);
        Array.Fill(hostOf, -1);
    }

    /// <summary>The guests.</summary>
    public SizedSet Set { get; }

    /// <summary>How many hosts.</summary>
    public int Hosts { get; }

    /// <summary>Guests that got no place.</summary>
    public int Refused { get; private set; }

    /// <summary>The largest share of a host's memory that was requested at a time.</summary>
    public double MostMemory { get; private set; }

    /// <summary>Whether a guest waited for its place.</summary>
    public bool HasWaits { get; private set; }

    /// <summary>The host of a guest, from 0; -1 if it was refused.</summary>
    public int HostOf(int guest) => hostOf[guest];

    /// <summary>Seconds that a guest waited for its place, or until it was refused.</summary>
    public double WaitOf(int guest) => waits[guest];

    /// <summary>When a guest begins on its host, in seconds.</summary>
    public double BeginOf(int guest) => Set.Guests[guest].Traced.Begin + waits[guest];

    /// <summary>When a guest ends on its host, in seconds.</summary>
    public double EndOf(int guest) => Set.Guests[guest].Traced.End + waits[guest];

    /// <summary>Asks for a place for each guest at its time; of those of one instant the largest goes first.</summary>
    /// <param name="set">The guests.</param>
    /// <param name="hosts">How many hosts.</param>
    public static FleetBook Of(SizedSet set, int hosts)
    {
        ArgumentNullException.ThrowIfNull(set);
        Check.Between(hosts, 1, int.MaxValue, nameof(hosts));
        var (setting, sim, random, book) = (set.Setting, new Simulation(), new RandomStreams(1), new FleetBook(set, hosts));
        var datacenter = new Datacenter.Datacenter(sim, setting.Placement())
        {
            CpuOvercommit = setting.CpuOvercommit ?? Unbounded, MemoryOvercommit = setting.MemoryOvercommit,
        };
        for (var i = 0; i < hosts; i++)
            datacenter.Add(new Host(sim, setting.Host, random, SchedulerKind.Fluid));
        var order = Enumerable.Range(0, set.Guests.Count)
            .OrderBy(i => set.Guests[i].Traced.Begin).ThenByDescending(i => set.Share(set.Guests[i].Needs)).ToArray();
        sim.Process(book.Submit(datacenter, order));
        sim.Run();
        book.Refused = book.hostOf.Count(host => host < 0);
        return book;
    }

    /// <summary>As a virtual CPU more costs nothing, hosts take any number; and the emptiest is still the one with the fewest.</summary>
    private const double Unbounded = 1e6;

    private IEnumerable<Event> Submit(Datacenter.Datacenter datacenter, int[] order)
    {
        var sim = datacenter.Simulation;
        foreach (var i in order)
        {
            var guest = Set.Guests[i];
            if (sim.StartDate + Durations.OfSeconds(guest.Traced.Begin) is var at && at > sim.Now)
                yield return sim.Timeout(at - sim.Now);
            datacenter.Submit(new Datacenter.Request(guest.Name, guest.Needs, Place(i))
            {
                Duration = Durations.OfSeconds(guest.Traced.Length), Patience = Set.Setting.Patience,
            });
        }
    }

    private MakeSandbox Place(int guest) => (Node node, out Refusal? refusal) =>
    {
        refusal = null;
        var waited = (node.Host.Simulation.Now - node.Host.Simulation.StartDate).TotalSeconds - Set.Guests[guest].Traced.Begin;
        // A time of the simulation is whole units of 100 ns.
        (hostOf[guest], waits[guest]) = (node.Number, waited > 1e-6 ? waited : 0);
        HasWaits |= waits[guest] > 0;
        MostMemory = Math.Max(MostMemory, (double)node.Requested.Memory.Count / Set.HostMemory.Count);
        return Seat.One;
    };

    // A place is all that is asked for.
    private sealed class Seat : ISandbox
    {
        public static Seat One { get; } = new();

        public Action<string>? Ended
        {
            set { }
        }

        public Event? Start() => null;

        public void Stop()
        {
        }
    }
}
