using CloudSim.Net.Traces;

namespace CloudSim.Net.Capacity;

/// <summary>
/// Grams of CO2 for each kWh, hour by hour: a CSV with the columns <c>hour,g_per_kwh</c>, hours from 0 one after the other. It begins with
/// the trace, and again when it is over.
/// </summary>
public sealed class CarbonIntensity
{
    private static readonly TraceLayout Layout = new("hour", "g_per_kwh") { HasHeader = true };
    private readonly List<double> grams = [];

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">No such file, other columns, an hour that is not the next one, or a value that is none.</exception>
    public static CarbonIntensity Read(string path)
    {
        var carbon = new CarbonIntensity();
        using var rows = new TraceRows(path, Layout);
        while (rows.Next())
        {
            if (rows.Header is not ["hour", "g_per_kwh"])
                throw new InputException(path, 1, $"'{Printable.Of(string.Join(',', rows.Header), most: 40)}' are not the columns",
                    "hour,g_per_kwh");
            if (rows.Row.Whole(0) != carbon.grams.Count)
                throw rows.Row.Wrong(0, $"the next hour, {carbon.grams.Count}");
            carbon.grams.Add(rows.Row.Number(1, 0, 1e5));
        }

        return carbon.grams.Count > 0 ? carbon : throw new InputException(path, null, "no hour", "hour,g_per_kwh and a row for each hour");
    }

    /// <summary>Kilograms of CO2 of what a fleet draws, hour by hour.</summary>
    public double Of(IReadOnlyList<HourOfFleet> hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        return Enumerable.Range(0, hours.Count).Sum(hour => hours[hour].Energy / 3.6e6 * grams[hour % grams.Count]) / 1000;
    }
}
