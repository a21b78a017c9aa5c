using System.Collections;
using System.Reflection;
using CloudSim.Net.Calibration;
using CloudSim.Net.Experiments.Statistics;
using CloudSim.Net.Experiments.Text;
using CloudSim.Net.Units;

namespace CloudSim.Net.Experiments.Output;

/// <summary>One column of a table of records.</summary>
/// <param name="Name">The property's name in snake case, ending with its unit.</param>
/// <param name="Get">The value in a row: null, text, bool, enum, number or one with an interval.</param>
/// <param name="IsNumber">Whether the values are numbers.</param>
/// <param name="Parts">What follows the name in a CSV, for each of the fields that the values take; one of no length for most.</param>
internal sealed record Column(string Name, Func<object, object?> Get, bool IsNumber, IReadOnlyList<string> Parts)
{
    private static readonly Dictionary<Type, string[]> WithInterval = new()
    {
        [typeof(Estimate)] = ["", "_ci95_low", "_ci95_high"],
        [typeof(Quantile)] = ["", "_ci95_low", "_ci95_high", "_samples"],
        [typeof(Difference)] = ["", "_ci95_low", "_ci95_high", "_differs"],
        [typeof(Ratio)] = ["", "_ci95_low", "_ci95_high", "_differs"],
    };

    private static readonly string[] Transparent = ["Cell", "Outcome"];

    private static readonly Dictionary<Type, (string Unit, Func<object, object> Number)> Quantities = new()
    {
        [typeof(TimeSpan)] = ("ms", x => ((TimeSpan)x).TotalMilliseconds),
        [typeof(Bytes)] = ("mib", x => ((Bytes)x).MiB),
        [typeof(Frequency)] = ("ghz", x => ((Frequency)x).Hertz / 1e9),
        [typeof(Bandwidth)] = ("mb_per_s", x => ((Bandwidth)x).BytesPerSecond / 1e6),
        [typeof(Cycles)] = ("cycles", x => ((Cycles)x).Count),
    };

    /// <summary>The columns of a record type: its properties in their order, nested records flattened.</summary>
    public static IReadOnlyList<Column> Of(Type row)
    {
        var columns = Leaf(row) ? [One("value", row, x => x)] : Expand(row, "", x => x).ToList();
        if (columns.Count == 0)
            throw new ArgumentException($"{row.Name} has no public property to make a column of");
        if (columns.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"{row.Name} gives two columns of the name {twice.Key} (rename a property)");
        return columns;
    }

    private static IEnumerable<Column> Expand(Type type, string prefix, Func<object, object?> get) =>
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.GetIndexParameters().Length == 0
        from column in OfProperty(property, prefix, row => get(row) is { } owner ? property.GetValue(owner) : null)
        select column;

    private static IEnumerable<Column> OfProperty(PropertyInfo property, string prefix, Func<object, object?> get)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var name = prefix + Formatting.Snake(property.Name);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Measured<>))
        {
            var value = type.GetProperty(nameof(Measured<int>.Value))!;
            return [One(name, value.PropertyType, row => get(row) is { } measured ? value.GetValue(measured) : null)];
        }
        if (Leaf(type))
            return [One(name, type, get)];
        if (type.GetProperty("Name") is { } own && own.PropertyType == typeof(string))
            return [One(name, typeof(string), row => get(row) is { } named ? own.GetValue(named) : null)];
        if (type.IsInterface || typeof(IEnumerable).IsAssignableFrom(type))
            throw new ArgumentException(
                $"{property.DeclaringType!.Name}.{property.Name} is a {type.Name}, which fits no column (reduce it to numbers first)");
        return Expand(type, Transparent.Contains(property.Name) && prefix.Length == 0 ? "" : name + "_", get);
    }

    private static bool Leaf(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal) || WithInterval.ContainsKey(type)
            || Quantities.ContainsKey(type);

    private static Column One(string name, Type type, Func<object, object?> get)
    {
        if (!Quantities.TryGetValue(type, out var quantity))
            return new(name, get, type != typeof(string) && type != typeof(bool) && !type.IsEnum,
                WithInterval.GetValueOrDefault(type, [""]));
        var unit = name.EndsWith("_" + quantity.Unit, StringComparison.Ordinal) || name == quantity.Unit ? "" : "_" + quantity.Unit;
        return new(name + unit, row => get(row) is { } value ? quantity.Number(value) : null, true, [""]);
    }
}
