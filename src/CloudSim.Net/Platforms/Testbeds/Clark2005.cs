using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Platforms.Testbeds;

/// <summary>The web server that was moved first (Clark et al., NSDI 2005); its figures are recalled.</summary>
public static class Clark2005
{
    /// <summary>The guest: a hot set and a cold one.</summary>
    public static WriterGuest WebServer(Parameters parameters, Simulation simulation)
    {
        var (sheet, page) = (parameters[nameof(Clark2005)], MigrationCosts.Of(parameters).Page);
        return new(simulation, sheet.Bytes("memory"), DirtyCurve.RandomWrites(sheet.Bytes("hot"), sheet.Count("hot_writes"), page)
            + DirtyCurve.RandomWrites(sheet.Bytes("cold"), sheet.Count("cold_writes"), page));
    }

    /// <summary>The raw rate of the cable.</summary>
    public static Bandwidth Cable(Parameters parameters) => parameters[nameof(Clark2005)].Bandwidth("link");

    /// <summary>Xen's way: a rate that follows the guest's writes, and a guest that is stopped after so many rounds.</summary>
    public static PreCopy Xen(Parameters parameters)
    {
        var sheet = parameters[nameof(Clark2005)];
        return new(parameters)
        {
            DowntimeLimit = TimeSpan.Zero,
            Limits = MigrationLimits.Xen(parameters) with { Rounds = sheet.Whole("rounds") },
            Rate = PreCopy.Following(MigrationCosts.Of(parameters), sheet.Bandwidth("least_rate"), sheet.Bandwidth("rate_step"),
                sheet.Bandwidth("most_rate")),
        };
    }
}
