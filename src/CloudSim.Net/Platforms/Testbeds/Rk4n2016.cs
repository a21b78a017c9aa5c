using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Platforms.Testbeds;

/// <summary>The guest and the migrations of a comparison of QEMU 2.6's ways to move it over 1 Gbit/s (rk4n, 2016).</summary>
public static class Rk4n2016
{
    /// <summary>The guest, whose workers write through their memory.</summary>
    public static WriterGuest Guest(Parameters parameters, Simulation simulation)
    {
        var sheet = parameters[nameof(Rk4n2016)];
        var written = sheet.Bytes("worker_memory").Value * sheet.Whole("workers");
        var curve = DirtyCurve.Sweep(written / MigrationCosts.Of(parameters).Page, sheet.Count("pages_per_second"));
        var memory = sheet.Bytes("memory").Value;
        return new(simulation, memory, curve) { Zero = memory - written - sheet.Bytes("other_memory") };
    }

    /// <summary>The raw rate of the cable.</summary>
    public static Bandwidth Cable(Parameters parameters) => parameters[nameof(Rk4n2016)].Bandwidth("link");

    /// <summary>Auto-converge as of that version.</summary>
    /// <param name="parameters">The numbers.</param>
    /// <param name="initial">The first step's share.</param>
    /// <param name="increment">What each further step adds.</param>
    public static PreCopy AutoConverging(Parameters parameters, double initial, double increment) => new(parameters)
    {
        AutoConverge = new AutoConverge(parameters)
        {
            Initial = initial, Increment = increment, Periods = parameters[nameof(Rk4n2016)].Whole("periods"),
        },
    };
}
