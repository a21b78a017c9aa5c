using System.Globalization;
using CloudSim.Net.Traces;
using CloudSim.Net.Traces.Formats;
using CsvHelper;

namespace CloudSim.Net.Tests.Traces.Formats;

/// <summary>What a file is known as: the shipped samples by their folders, and real files where these are beside the sources.</summary>
public class DetectionTests
{
    private static readonly string Samples = Path.Combine(Repository.Root, "experiments", "samples", "traces");

    private static readonly string[] Mine = ["google-2011", "google-2019", "bitbrains", "bitbrains-ex", "planetlab", "alibaba-2017",
        "alibaba-2018"];

    public static TheoryData<string, string, int> Shipped => new()
    {
        { "google-2011", "machine_events job_events task_events task_usage", 5 },
        { "google-2019", "instance_events instance_events collection_events collection_events machine_events instance_usage", 6 },
        { "bitbrains", "vm vm vm", 3 },
        { "bitbrains-ex", "vms", 2 },
        { "planetlab", "day", 3 },
        { "alibaba-2017", "batch_task batch_instance server_event server_usage container_event container_usage", 9 },
        { "alibaba-2018", "machine_meta machine_usage container_meta container_usage batch_task batch_instance", 10 },
    };

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Shipped_samples_are_read_as_what_they_are(string format, string kinds, int guests)
    {
        var read = ReadTrace.At(Path.Combine(Samples, format));
        Assert.All(read.Readings, reading => Assert.Equal((format, 0), (reading.Format.Name, reading.Skipped)));
        Assert.Equal(kinds.Split(' ').Order(StringComparer.Ordinal),
            read.Readings.Select(reading => reading.Format.Kind).Order(StringComparer.Ordinal));
        Assert.Equal(guests, read.Guests.Select(guest => guest.Id).Distinct().Count());
        Assert.NotEmpty(read.Demands);
        Assert.All(read.Demands, demand => Assert.True(demand is { Length: > 0, Cpus: >= 0 or double.NaN }));
        Assert.All(read.Guests, guest => Assert.True(guest.Duration is >= 0 or double.NaN));
    }

    [Fact]
    public void Each_real_file_is_known_as_what_it_is_and_nothing_else()
    {
        var data = Path.Combine(Repository.Root, "..", "shared", "data");
        Assert.SkipUnless(File.Exists(Path.Combine(data, "truth.csv")), "the real traces are not beside this checkout");
        using var csv = new CsvParser(new StreamReader(Path.Combine(data, "truth.csv")), CultureInfo.InvariantCulture);
        csv.Read();
        var truth = new HashSet<(string Format, string File)>();
        while (csv.Read())
            truth.Add((csv[0], csv[1]));
        foreach (var (format, file) in truth)
        {
            var path = Path.Combine(data, file);
            var heads = (Directory.Exists(path) ? Directory.GetFiles(path) : [path]).Select(each => new TraceHead(each));
            foreach (var head in heads)
            {
                var known = TraceFormats.All.Where(each => each.Knows(head)).Select(each => each.Name).Distinct().ToList();
                Assert.True(known.SequenceEqual(Mine.Contains(format) ? [format] : []) || !known.Any(Mine.Contains),
                    $"{file} of {format} is known as {string.Join(", ", known)}");
                Assert.True(!Mine.Contains(format) || known.Count == 1, $"{file} is not known");
            }
        }
    }

    [Theory]
    [InlineData("1;2\n3;4\n")]
    [InlineData("a,b\n1,2\n")]
    [InlineData("{\"time\": 1}\n")]
    [InlineData("time,type\n1,2\n")]
    public void Other_texts_are_not_known(string text) =>
        Assert.Contains("is of no known format", Assert.Throws<InputException>(() => ReadTrace.Of("x.txt", text)).Message,
            StringComparison.Ordinal);
}
