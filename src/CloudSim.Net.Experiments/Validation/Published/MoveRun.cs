using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Networking;
using CloudSim.Net.Units;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>One guest, moved over one link that nobody shares.</summary>
internal static class MoveRun
{
    /// <summary>Moves it.</summary>
    /// <param name="p">The numbers.</param>
    /// <param name="guest">Makes the guest.</param>
    /// <param name="link">The link's rate.</param>
    /// <param name="how">The way.</param>
    public static MigrationResult Of(Parameters p, Func<Parameters, Simulation, WriterGuest> guest, Bandwidth link, ILiveMigration how)
    {
        var sim = new Simulation();
        var job = new MigrationJob
        {
            Simulation = sim, Guest = guest(p, sim), Network = new FlowNetwork(sim), Path = [new Link("link", link)],
            Latency = NetworkCosts.Of(p).Wire,
        };
        sim.Run(sim.Process(how.Move(job)));
        return job.Result!;
    }

    /// <summary>What a TCP stream gets of a cable: packets of 1500 bytes have headers, and frames around them.</summary>
    public static Bandwidth OfCable(Parameters p, Bandwidth raw)
    {
        var costs = NetworkCosts.Of(p);
        var packet = new Bytes(1500);
        return new(raw.BytesPerSecond * ((packet - costs.TcpHeaders) / (packet + costs.FrameHeaders)));
    }
}
