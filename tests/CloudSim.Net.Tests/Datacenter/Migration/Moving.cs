using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Networking;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter.Migration;

/// <summary>A guest that writes, two machines with a link between them, and what the move told.</summary>
internal sealed class Moving
{
    public static readonly Bytes Page = 4.KiB;

    /// <summary>Numbers without what is no memory: for closed forms.</summary>
    public static readonly Parameters Bare = P.With("MigrationCosts.device_state", "0B").With("MigrationCosts.activation", "0s")
        .With("MigrationCosts.write_fault", "0");

    public Moving(Bytes memory, DirtyCurve dirty, Bandwidth capacity, Bytes zero = default, int vcpus = 1, Simulation? simulation = null,
        Link? link = null, FlowNetwork? network = null, TimeSpan latency = default, bool hasHosts = true)
    {
        Sim = simulation ?? new Simulation();
        Link = link ?? new Link("link", capacity);
        Guest = new WriterGuest(Sim, memory, dirty) { Zero = zero, VCpus = vcpus };
        Job = new()
        {
            Simulation = Sim, Guest = Guest, Network = network ?? new FlowNetwork(Sim), Path = [Link], Latency = latency,
            SwitchOver = () => SwitchedPaused = Guest.IsPaused,
            ChargeSource = hasHosts ? c => Source += c : null, ChargeTarget = hasHosts ? c => Target += c : null,
            ChargeGuest = c => Tracked += c,
        };
    }

    public Simulation Sim { get; }

    public Link Link { get; }

    public WriterGuest Guest { get; }

    public MigrationJob Job { get; }

    /// <summary>Whether the guest stood still when it was switched over; null before.</summary>
    public bool? SwitchedPaused { get; private set; }

    public Cycles Source { get; private set; }

    public Cycles Target { get; private set; }

    public Cycles Tracked { get; private set; }

    public MigrationResult Run(ILiveMigration how)
    {
        Sim.Run(Sim.Process(how.Move(Job)));
        return Job.Result!;
    }

    public static DirtyCurve Random(Bytes area, double writesPerSecond) => DirtyCurve.RandomWrites(area, writesPerSecond, Page);
}
