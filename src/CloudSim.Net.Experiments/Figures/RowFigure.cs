using CloudSim.Net.Experiments.Output;
using ScottPlot;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>Draws a value a row, the first on top: for many categories whose names are long, where colours would not tell them apart.</summary>
internal static class RowFigure
{
    public static Plot Draw(string title, Axis x, IReadOnlyList<RowMark> marks)
    {
        var plot = House.New(title);
        var scale = new Scale(x);
        for (var i = 0; i < marks.Count; i++)
        {
            var mark = marks[i];
            var (value, low, high) = (scale.Place(mark.Value), scale.Place(mark.Low, mark.Value), scale.Place(mark.High, mark.Value));
            var range = plot.Add.Line(low, -i, high, -i);
            range.LineColor = Palette.Color(0);
            range.LineWidth = 4;
            var point = plot.Add.Marker(value, -i, MarkerShape.FilledCircle, House.MarkerSize, Palette.Color(0));
            point.MarkerLineColor = House.Ink;
            var text = plot.Add.Text(Words.Short(mark.Value) + (mark.Note is null ? "" : $"  {mark.Note}"), high, -i);
            text.LabelFontName = HouseFont.Name;
            text.LabelFontSize = 11;
            text.LabelFontColor = House.Ink;
            text.LabelAlignment = Alignment.MiddleLeft;
            text.OffsetX = 9;
        }
        scale.Apply(plot.Axes.Bottom, marks.SelectMany(m => new[] { scale.Place(m.Low, m.Value), scale.Place(m.High, m.Value) }), 0.03, marks.Any(m => m.Note is not null) ? 0.3 : 0.12);
        MatrixFigure.Rows(plot, [.. marks.Select(m => m.Row)]);
        plot.Axes.SetLimitsY(-(marks.Count - 0.4), 0.6);
        return plot;
    }
}
