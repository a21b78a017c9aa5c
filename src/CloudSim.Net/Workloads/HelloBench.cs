using CloudSim.Net.Calibration;
using CloudSim.Net.Images;
using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads;

/// <summary>
/// An image and a start as in the middle of HelloBench (Harter et al. 2016): most of the image is never read by the start.
/// </summary>
public static class HelloBench
{
    /// <summary>Share of the image's data that the start reads, 0 to 1.</summary>
    public static double ReadShare(Parameters parameters) => parameters[nameof(HelloBench)].Ratio("read_share");

    /// <summary>CPU work of the program until it is ready.</summary>
    public static TimeSpan StartWork(Parameters parameters) => parameters[nameof(HelloBench)].Duration("start_work");

    /// <summary>The data that the start reads.</summary>
    public static Bytes Read(Parameters parameters) =>
        parameters[nameof(HelloBench)].Bytes("size").Value * ReadShare(parameters);

    /// <summary>An image whose base layers are shared with all others of the same base.</summary>
    /// <param name="parameters">What its sizes are read from.</param>
    /// <param name="name">The application: its own layers.</param>
    /// <param name="baseName">The base.</param>
    public static Image Image(Parameters parameters, string name, string baseName = "base")
    {
        var sheet = parameters[nameof(HelloBench)];
        var size = sheet.Bytes("size").Value;
        var (layers, files) = (sheet.Whole("layers"), sheet.Whole("files"));
        var compression = sheet.Bytes("compressed").Value / size;
        var shared = sheet.Ratio("base_share");
        var parts = new List<Layer>();
        // The base has half of the layers; within each half a layer is half as large as the one under it.
        for (var i = 0; i < layers; i++)
        {
            var half = i < layers / 2 ? layers / 2 : layers - layers / 2;
            var at = i < layers / 2 ? i : i - layers / 2;
            var share = (i < layers / 2 ? shared : 1 - shared) * Math.Pow(0.5, at) / (2 - Math.Pow(0.5, half - 1));
            parts.Add(Layer.Of($"{(i < layers / 2 ? baseName : name)} {at}", size * share, Math.Max(1, (int)(files * share)), compression));
        }
        return new Image(parts);
    }
}
