using System.Globalization;
using CsvHelper;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>A published result to reproduce: one row of the list of targets.</summary>
/// <param name="Set">The table or figure that it belongs to, for instance <c>T06</c>.</param>
/// <param name="Title">What that is.</param>
/// <param name="Quantity">What was measured.</param>
/// <param name="Expected">What was published: a number, several, a bound or a statement.</param>
/// <param name="Unit">Unit of the number.</param>
/// <param name="Allowance">How far off is still right, as the list writes it (see <see cref="Tolerance"/>).</param>
/// <param name="Kind"><c>value</c>, <c>range</c>, <c>order</c>, <c>shape</c> or <c>derived</c>.</param>
/// <param name="Source">Ids of the published facts.</param>
public sealed record Target(string Set, string Title, string Quantity, string Expected, string Unit, string Allowance, string Kind,
    string Source)
{
    /// <summary>
    /// The list of targets in a file with the columns <c>target,title,quantity,expected,unit,tolerance,kind,fact_ids,note</c>.
    /// </summary>
    /// <exception cref="InputException">A column is missing, or a row has no set or quantity; the message names file and line.</exception>
    public static IReadOnlyList<Target> Read(string path)
    {
        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        var targets = new List<Target>();
        try
        {
            csv.Read();
            csv.ReadHeader();
            while (csv.Read())
            {
                string Field(string name) => csv.GetField(name)?.Trim() ?? "";
                var target = new Target(Field("target"), Field("title"), Field("quantity"), Field("expected"), Field("unit"),
                    Field("tolerance"), Field("kind"), Field("fact_ids"));
                if (target.Set.Length == 0 || target.Quantity.Length == 0)
                    throw new InputException(path, csv.Parser.RawRow, "no target or no quantity", "give both");
                targets.Add(target);
            }
        }
        catch (CsvHelperException)
        {
            throw new InputException(path, csv.Parser.RawRow, "a column is missing",
                "use target,title,quantity,expected,unit,tolerance,kind,fact_ids,note");
        }
        return targets;
    }
}
