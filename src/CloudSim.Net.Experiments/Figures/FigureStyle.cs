using ScottPlot;
using ScottPlot.TickGenerators;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>The house style: sizes, grid, legend.</summary>
internal static class FigureStyle
{
    public const float LineWidth = 2.2f;
    public const float MarkerLineWidth = 2f;
    public const float MarkerSize = 9;
    public static readonly Color Ink = Color.FromHex("#222222");
    private const int MostUpright = 9;
    private static readonly Color Faint = Color.FromHex("#D9D9D9");

    public static Plot New(string title)
    {
        FigureFont.Use();
        var plot = new Plot { ScaleFactor = 2 };
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.Title(Wrap(title, 70), 15);
        plot.Axes.Title.Label.Bold = false;
        foreach (var axis in plot.Axes.GetAxes())
        {
            if (axis is ScottPlot.AxisPanels.AxisBase panel)
                panel.PaddingOutsideAxisLabels = new PixelPadding(6);
            axis.Label.FontName = FigureFont.Name;
            axis.Label.FontSize = 14;
            axis.Label.Bold = false;
            axis.TickLabelStyle.FontName = FigureFont.Name;
            axis.TickLabelStyle.FontSize = 13;
        }
        plot.Axes.Left.TickLabelStyle.OffsetY = 3;
        plot.Axes.Left.MinorTickStyle.Color = Colors.Transparent;
        plot.Axes.Right.MinimumSize = 34; // room for the last number of the x axis
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.Grid.MajorLineColor = Faint;
        plot.Grid.MajorLineWidth = 1;
        plot.Axes.Margins(0.02, 0.02);
        return plot;
    }

    /// <summary>Categories along the x axis, at 0, 1, 2 and so on; slanted where there are too many to stand side by side.</summary>
    public static void Categories(Plot plot, IReadOnlyList<string> names)
    {
        var slanted = names.Count > MostUpright;
        var widest = slanted ? int.MaxValue : Math.Max(8, 72 / names.Count);
        if (slanted)
        {
            plot.Axes.Bottom.TickLabelStyle.Rotation = -35;
            plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleRight;
            plot.Axes.Bottom.TickLabelStyle.FontSize = 11.5f;
            plot.Axes.Bottom.MinimumSize = 20 + 4 * names.Max(n => n.Length); // their height: letters of 7 pixels, slanted
            // the first one begins left of its bars
            plot.Axes.Left.MinimumSize = Math.Max(plot.Axes.Left.MinimumSize, 6 * names[0].Length - 20);
        }
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. names.Select((_, i) => (double)i)], [.. names.Select(n => Wrap(n, widest))]);
        plot.Axes.Bottom.MajorTickStyle.Color = Colors.Transparent;
        plot.Axes.Bottom.MajorTickStyle.Length = 8;
        plot.Axes.SetLimitsX(-0.6, names.Count - 0.4);
        plot.Grid.XAxisStyle.IsVisible = false;
    }

    /// <summary>Puts the legend below the data; none for a single series without a name.</summary>
    public static void Legend(Plot plot, IEnumerable<LegendItem> items)
    {
        plot.Legend.ManualItems.AddRange(items.Where(i => i.LabelText.Length > 0));
        plot.Legend.DisplayPlottableLegendItems = false;
        if (plot.Legend.ManualItems.Count == 0)
            return;
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.Legend.TightHorizontalWrapping = true;
        plot.Legend.FontName = FigureFont.Name;
        plot.Legend.FontSize = 13;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.SymbolWidth = 40;
        plot.Legend.InterItemPadding = new PixelPadding(10, 10, 3, 3);
        plot.ShowLegend(Edge.Bottom);
    }

    public static LegendItem LineItem(string name, int series) => new()
    {
        LabelText = name,
        LineColor = Palette.Color(series),
        LineWidth = LineWidth,
        LinePattern = Palette.Pattern(series),
        MarkerStyle = Marker(series),
    };

    public static LegendItem DotItem(string name, int series) => new() { LabelText = name, MarkerStyle = Marker(series) };

    public static LegendItem BarItem(string name, int series) => new()
    {
        LabelText = name,
        FillColor = Palette.Color(series),
        OutlineColor = Ink,
        OutlineWidth = 1,
    };

    public static MarkerStyle Marker(int series) => new(Palette.Marker(series), MarkerSize, Palette.Color(series))
    {
        LineColor = Palette.Color(series),
        LineWidth = MarkerLineWidth,
    };

    /// <summary>A line at zero, where values lie on both sides of it.</summary>
    public static void Zero(Plot plot) => plot.Add.HorizontalLine(0, 1, Ink);

    /// <summary>Writes text above a place.</summary>
    public static void Above(Plot plot, double x, double y, string text, float size)
    {
        var label = plot.Add.Text(text, x, y);
        label.LabelFontName = FigureFont.Name;
        label.LabelFontSize = size;
        label.LabelFontColor = Ink;
        label.LabelAlignment = Alignment.LowerCenter;
        label.OffsetY = -6;
    }

    /// <summary>Writes text at the right of a place.</summary>
    public static void Beside(Plot plot, double x, double y, string text)
    {
        var label = plot.Add.Text(text, x, y);
        label.LabelFontName = FigureFont.Name;
        label.LabelFontSize = 12;
        label.LabelFontColor = Ink;
        label.LabelBackgroundColor = Colors.White; // no grid line through the text
        label.LabelAlignment = Alignment.MiddleLeft;
        label.OffsetX = 9;
        label.OffsetY = 2;
    }

    /// <summary>Breaks text at spaces into lines of at most this many letters, where that is possible.</summary>
    public static string Wrap(string text, int letters)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
            if (lines[^1].Length == 0)
                lines[^1] = word;
            else if (lines[^1].Length + 1 + word.Length <= letters)
                lines[^1] += " " + word;
            else
                lines.Add(word);
        return string.Join('\n', lines);
    }
}
