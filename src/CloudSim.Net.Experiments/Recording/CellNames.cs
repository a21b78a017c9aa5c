using CloudSim.Net.Experiments.Output;
using CloudSim.Net.Experiments.Text;

namespace CloudSim.Net.Experiments.Recording;

/// <summary>Short names of cells: what differs between them.</summary>
internal static class CellNames
{
    /// <summary>Whether the values of a cell can be columns of a table together with these.</summary>
    public static bool AreColumns<TRow>()
    {
        try
        {
            Column.Of(typeof(TRow));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>
    /// For each cell the values in which they differ, numbers with their names: <c>cpu.max, spinners 4</c>. Of a single cell all; the
    /// cell's own text where its values are no columns.
    /// </summary>
    public static IReadOnlyList<string> Of<TCell>(IReadOnlyList<TCell> cells)
    {
        if (!AreColumns<TCell>())
            return [.. cells.Select(Whole)];
        var columns = Column.Of(typeof(TCell));
        var differing = columns.Where(c => cells.Count == 1 || cells.Select(x => Text(c, x)).Distinct().Skip(1).Any()).ToList();
        var names = cells.Select(cell => string.Join(", ", differing.Select(c => Text(c, cell)).Where(t => t.Length > 0))).ToList();
        return names.Distinct().Count() == cells.Count ? names : [.. cells.Select((c, i) => $"{Whole(c)} ({i})")];
    }

    private static string Text<TCell>(Column column, TCell cell) => (cell is null ? null : column.Get(cell)) switch
    {
        null => "",
        string text => text,
        double number => $"{Spaced(column.Name)} {Formatting.Short(number)}",
        var value when column.Name == "value" => $"{value}",
        var value => FormattableString.Invariant($"{Spaced(column.Name)} {value}"),
    };

    private static string Spaced(string name) => name.Replace('_', ' ');

    private static string Whole<TCell>(TCell cell) => cell is null ? "" : Formatting.Name(cell);
}
