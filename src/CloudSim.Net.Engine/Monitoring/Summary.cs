using System.Text;

namespace CloudSim.Net.Engine;

/// <summary>The statistics of a monitor as text for people, in Sim#'s columns: of all, without zeros, and of the zeros.</summary>
internal sealed class Summary
{
    public StringBuilder Text { get; } = new();

    public Summary(string title, string name)
    {
        Text.Append(title);
        if (!string.IsNullOrEmpty(name))
            Text.Append(" of ").Append(name);
        Text.AppendLine();
        Text.Append(' ', 16).Append("all".PadRight(16)).Append("excl.zero".PadRight(16)).AppendLine("zero".PadRight(15));
        Text.AppendLine(string.Join(' ', Enumerable.Repeat(new string('-', 15), 4)));
    }

    public void Line(string label, params ReadOnlySpan<double> values)
    {
        Text.Append(label.PadLeft(15));
        foreach (double value in values)
            Text.Append(' ').Append(Formatter.Format15(value));
        Text.AppendLine();
    }

    public void Spread(double min, double minWithoutZero, double max, double maxWithoutZero, Func<double,
        (double All, double WithoutZero)> percentile)
    {
        Text.AppendLine();
        Line("Minimum", min, minWithoutZero);
        if (percentile != null)
        {
            Percentile("Percentile-5%", 0.05);
            Percentile("Median", 0.5);
            Percentile("Percentile-95%", 0.95);
        }
        Line("Maximum", max, maxWithoutZero);

        void Percentile(string label, double p)
        {
            var (all, withoutZero) = percentile(p);
            Line(label, all, withoutZero);
        }
    }
}
