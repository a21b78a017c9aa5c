using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Platforms.Testbeds;

/// <summary>The guest on which the latency of page requests in post-copy was measured (Xu, qemu-devel 2022): one thread of it
/// writes.</summary>
public static class Xu2022
{
    /// <summary>The guest; as one virtual CPU, as only one writes.</summary>
    public static WriterGuest Guest(Parameters parameters, Simulation simulation)
    {
        var sheet = parameters[nameof(Xu2022)];
        return new(simulation, sheet.Bytes("memory"),
            DirtyCurve.Sweep(sheet.Bytes("area").Value / MigrationCosts.Of(parameters).Page, sheet.Count("pages_per_second")));
    }

    /// <summary>The raw rate of the cable.</summary>
    public static Bandwidth Cable(Parameters parameters) => parameters[nameof(Xu2022)].Bandwidth("link");
}
