using System.Globalization;
using CsvHelper;

namespace CloudSim.Net.Calibration;

/// <summary>The list of sources that data files cite (<c>Calibration/Sources.csv</c>: <c>id,kind,citation</c>).</summary>
public static class Sources
{
    internal const string Resource = "Calibration/Sources.csv";

    /// <summary>Every source, in the file's order.</summary>
    public static IReadOnlyList<Source> All { get; } = Read();

    /// <summary>The source of this id, or null.</summary>
    public static Source? Find(string id) => All.FirstOrDefault(s => s.Id == id);

    private static List<Source> Read()
    {
        using var stream = typeof(Sources).Assembly.GetManifestResourceStream(Resource)!;
        using var csv = new CsvReader(new StreamReader(stream), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var sources = new List<Source>();
        while (csv.Read())
            sources.Add(new Source(csv.GetField("id")!, csv.GetField("kind")!, csv.GetField("citation")!));
        return sources;
    }
}
