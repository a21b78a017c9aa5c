using ScottPlot;
using ScottPlot.TickGenerators;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>Draws who had what when: a row for each place, the first one on top, and a coloured stretch for each time it had it.</summary>
internal static class GanttFigure
{
    private const double HalfHeight = 0.36;

    public static Plot Draw(string title, Axis x, IReadOnlyList<Stretch> stretches, IReadOnlyList<string> colors,
        IReadOnlyList<string> first)
    {
        var plot = FigureStyle.New(title);
        var scale = new Scale(x);
        var rows = first.Concat(stretches.Select(s => s.Row)).Distinct().ToList();
        var series = colors.Concat(stretches.Select(s => s.Series)).Distinct().ToList();
        foreach (var stretch in stretches)
        {
            var row = -rows.IndexOf(stretch.Row);
            var box = plot.Add.Rectangle(scale.Place(stretch.Start), scale.Place(stretch.End), row - HalfHeight, row + HalfHeight);
            box.FillColor = Palette.Color(series.IndexOf(stretch.Series));
            box.LineColor = Colors.White;
            box.LineWidth = 0.5f;
        }

        scale.Apply(plot.Axes.Bottom, stretches.SelectMany(s => new[] { scale.Place(s.Start), scale.Place(s.End) }), 0, 0);
        plot.Axes.Left.TickGenerator = new NumericManual([.. rows.Select((_, i) => -(double)i)], [.. rows]);
        plot.Axes.Left.MajorTickStyle.Color = Colors.Transparent;
        plot.Axes.SetLimitsY(-(rows.Count - 1) - 0.6, 0.6);
        plot.Grid.YAxisStyle.IsVisible = false;
        FigureStyle.Legend(plot,
            series.Where(name => stretches.Any(s => s.Series == name)).Select(name => FigureStyle.BarItem(name, series.IndexOf(name))));
        return plot;
    }
}
