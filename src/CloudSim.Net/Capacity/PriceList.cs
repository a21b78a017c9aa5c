using CloudSim.Net.Traces;

namespace CloudSim.Net.Capacity;

/// <summary>
/// What hosts cost a month, and a kWh: a CSV with the columns <c>name,price</c>, a row for each host model and, if energy is paid for, one
/// called <c>kwh</c>. Any currency.
/// </summary>
public sealed class PriceList
{
    /// <summary>Hours of a month: 365 days of 24 hours over 12.</summary>
    public const double HoursOfMonth = 730;

    private static readonly TraceLayout Layout = new("name", "price") { HasHeader = true };
    private readonly Dictionary<string, double> prices = new(StringComparer.OrdinalIgnoreCase);
    private readonly string path;

    private PriceList(string path) => this.path = path;

    /// <summary>What a kWh costs; 0 if the list does not say.</summary>
    public double KilowattHour => prices.GetValueOrDefault("kwh");

    /// <summary>Reads a list.</summary>
    /// <exception cref="InputException">No such file, other columns, a name twice, or a price that is none.</exception>
    public static PriceList Read(string path)
    {
        var list = new PriceList(path);
        using var rows = new TraceRows(path, Layout);
        while (rows.Next())
        {
            if (rows.Header is not ["name", "price"])
                throw new InputException(path, 1, $"'{Printable.Of(string.Join(',', rows.Header), most: 40)}' are not the columns",
                    "name,price");
            if (!list.prices.TryAdd(rows.Row.Text(0), rows.Row.Number(1, 0, 1e12)))
                throw rows.Row.Wrong($"{Printable.Of(rows.Row[0], most: 40)} stands twice", "a price for each name");
        }

        return list.prices.Count > 0 ? list : throw new InputException(path, null, "no price", "name,price and a row for each host model");
    }

    /// <summary>What a host of a model costs a month.</summary>
    /// <exception cref="InputException">The list does not say.</exception>
    public double Host(string model) => prices.TryGetValue(model, out var price) ? price
        : throw new InputException(path, null, $"no price of {model}", $"a row {model},PRICE");

    /// <summary>What a fleet costs a month.</summary>
    /// <param name="model">The model of its hosts.</param>
    /// <param name="hosts">How many.</param>
    /// <param name="kilowatts">What they draw on average, in kW; NaN where that is unknown.</param>
    /// <exception cref="InputException">The list does not say what the hosts cost; or energy is paid for and not known.</exception>
    public double OfMonth(string model, int hosts, double kilowatts) => (hosts * Host(model)) + (KilowattHour == 0 ? 0
        : double.IsNaN(kilowatts) ? throw new InputException(path, null, $"a price for energy, and the power of {model} is unknown",
            "a host model with a power table, or no row kwh") : kilowatts * HoursOfMonth * KilowattHour);
}
