using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// T15: what a switch costs by the working sets of two processes that hand a token to each other, each of which walks its own array when
/// it has it (Li, Ding and Shen 2007).
/// </summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class Li2007Switches(Parameters p)
{
    private const int Warm = 20, Rounds = 200;

    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T15")
    {
        { "direct cost", () => Microseconds(Bytes.Zero) },
        { "flat below L2 size, then rising by two orders", Shape },
    };

    /// <summary>What one switch costs between two processes that walk arrays of this size, in microseconds.</summary>
    /// <param name="array">Size of each array.</param>
    public double Microseconds(Bytes array)
    {
        var machine = Li2007.Machine(p);
        var host = new Host(new Simulation(), machine, new RandomStreams(1));
        // Once round the array.
        var work = 1_000 + (long)(array.Count / machine.Caches!.TouchRate.BytesPerSecond * 1e9);
        CpuTask[] processes = [host.Scheduler.CreateTask("first"), host.Scheduler.CreateTask("second")];
        var (switches, warm) = (0, 0L);
        for (var i = 0; i < 2; i++)
        {
            var other = processes[1 - i];
            processes[i].WorkingSet = array;
            processes[i].Done = () =>
            {
                if (++switches == Warm)
                    warm = processes.Sum(t => t.Overhead);
                if (switches < Warm + Rounds)
                    other.Demand(work);
            };
        }
        processes[0].Demand(work);
        host.Simulation.Run();
        return (processes.Sum(t => t.Overhead) - warm) / 1e3 / Rounds;
    }

    // Two arrays of 200 KiB fit together into 512 KiB, two of 512 KiB displace each other.
    private Answer Shape()
    {
        var (none, below, above) = (Microseconds(Bytes.Zero), Microseconds(200.KiB), Microseconds(512.KiB));
        return Answer.Statement(below < 3 * none && above > 100 * none,
            $"{none:0.0} us without arrays, {below:0.0} with 200 KiB, {above:0} with 512 KiB each");
    }
}
