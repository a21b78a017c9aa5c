using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Platforms.Testbeds;

/// <summary>
/// The guest of 32 GiB whose written pages were sampled for a prediction of migrations (Gudkov, qemu-devel 2023), and the writes at random
/// with which that sampling was checked.
/// </summary>
public static class Gudkov2023
{
    /// <summary>The guest, with memcached under YCSB.</summary>
    public static WriterGuest Memcached(Parameters parameters, Simulation simulation)
    {
        var sheet = parameters[nameof(Gudkov2023)];
        var (pages, scale) = (sheet.WholeLong("memory_pages"), Math.Round(sheet.Count("memory_pages") / sheet.Count("sampled_pages")));
        var page = MigrationCosts.Of(parameters).Page;
        var points = from name in sheet.Parameters.Select(p => p.Name)
                     where name.StartsWith("dirtied_", StringComparison.Ordinal)
                     let milliseconds = int.Parse(name["dirtied_".Length..^2], System.Globalization.CultureInfo.InvariantCulture)
                     orderby milliseconds
                     select (milliseconds.Milliseconds, scale * sheet.Count(name).Value);
        return new(simulation, new(pages * page.Count), DirtyCurve.Measured(pages, [.. points]))
        {
            Zero = page * (scale * sheet.Count("sampled_zero")),
        };
    }

    /// <summary>One thread that writes to pages of an area at random.</summary>
    public static DirtyCurve RandomWrites(Parameters parameters, Bytes area) => DirtyCurve.RandomWrites(area,
        parameters[nameof(Gudkov2023)].Count("writes_per_second"), MigrationCosts.Of(parameters).Page);
}
