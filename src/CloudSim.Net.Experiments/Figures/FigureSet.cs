using CloudSim.Net.Experiments.Figures.Drawing;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>The figures of one script: a series looks the same in all of them, and no two are one picture.</summary>
internal sealed class FigureSet(Origin origin)
{
    private readonly Looks looks = new();
    private readonly Dictionary<string, string> names = [];

    /// <exception cref="ArgumentException">The figure shows what another one does.</exception>
    public void Add(string name, Figure figure)
    {
        if (figure.Data.Text is { } text && !names.TryAdd(text, name))
            throw new ArgumentException($"the figures '{names[text]}' and '{name}' show the same values: one picture under two names " +
                "(draw it once, or say what differs)");
    }

    /// <summary>Whether a figure of the script shows the same values.</summary>
    public bool Has(Figure figure) => figure.Data.Text is { } text && names.ContainsKey(text);

    public void Png(Figure figure, Stream stream) => figure.Png(stream, looks, origin);

    public void Svg(Figure figure, Stream stream) => figure.Svg(stream, looks, origin);
}
