using CloudSim.Net.Experiments.Text;
using ScottPlot;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>Draws groups of bars with intervals.</summary>
internal static class GroupedBarFigure
{
    private const int MostNumbers = 30;

    public static Plot Draw(string title, Axis y, IReadOnlyList<GroupedBar> bars, IReadOnlyList<string> colors)
    {
        var plot = FigureStyle.New(title);
        var scale = new Scale(y);
        var ground = scale.Base(bars.Select(b => b.Value.Mean));
        var groups = bars.Select(b => b.Group).Distinct().ToList();
        var series = bars.Select(b => b.Series).Distinct().ToList();
        var palette = colors.Concat(series).Distinct().ToList();
        var width = 0.84 / series.Count;
        var numbers = new List<Action>();
        var ends = new List<double> { ground };
        foreach (var bar in bars)
        {
            var number = series.IndexOf(bar.Series);
            var x = groups.IndexOf(bar.Group) + (number - (series.Count - 1) / 2.0) * width;
            var (mean, low, high) = (scale.Place(bar.Value.Mean), scale.Place(bar.Value.Ci95Low, bar.Value.Mean),
                scale.Place(bar.Value.Ci95High, bar.Value.Mean));
            plot.Add.Bar(new ScottPlot.Bar
            {
                Position = x,
                ValueBase = ground,
                Value = mean,
                Size = width * 0.92,
                FillColor = Palette.Color(palette.IndexOf(bar.Series)),
                LineColor = FigureStyle.Ink,
                LineWidth = 1,
            });
            Whisker(plot, x, mean, low, high);
            if (bars.Count <= MostNumbers)
                numbers.Add(() => FigureStyle.Above(plot, x, Math.Max(high, ground), Number(bar.Value.Mean), bars.Count <= 12 ? 12 : 10));
            ends.AddRange([low, high]);
        }
        numbers.ForEach(write => write()); // above every bar, also a neighbour's
        if (ends.Any(e => e < ground))
            FigureStyle.Zero(plot);
        FigureStyle.Categories(plot, groups);
        scale.Apply(plot.Axes.Left, ends, ends.Any(e => e < ground) ? 0.08 : 0, 0.1);
        FigureStyle.Legend(plot, series.Select(s => FigureStyle.BarItem(s, palette.IndexOf(s))));
        return plot;
    }

    /// <summary>Few digits: it must not be wider than its bar.</summary>
    private static string Number(double value) => Formatting.Short(Math.Round(value, 12), Math.Abs(value) < 1 ? 2 : 3);

    /// <summary>The interval of a value, if it has a width.</summary>
    public static void Whisker(Plot plot, double x, double mean, double low, double high)
    {
        if (!(high > low))
            return;
        var whisker = new ScottPlot.Plottables.ErrorBar([x], [mean], null, null, null, null)
        {
            YErrorNegative = [mean - low],
            YErrorPositive = [high - mean],
            CapSize = 5,
            LineColor = FigureStyle.Ink,
            LineWidth = 1.5f,
        };
        plot.Add.Plottable(whisker);
    }
}
