using System.Globalization;
using CloudSim.Net.Traces;
using CloudSim.Net.Traces.Formats;
using CsvHelper;

namespace CloudSim.Net.Tests.Traces.Formats;

public class KnownFilesOfOpenDcTests
{
    private static readonly IReadOnlyList<TraceFormat> Formats =
        [.. OwnForm.Formats, .. OpenDcParquet.Formats, .. OpenDc.Formats, .. AzurePacking.Formats, .. WfFormat.Formats];

    [Fact]
    public void Real_file_is_known_as_its_own_format_and_as_no_other()
    {
        var truth = Path.Combine(SampleTrace.Data, "truth.csv");
        Assert.SkipUnless(File.Exists(truth), "the real traces are not beside this checkout");
        var files = new HashSet<(string Format, string File)>();
        using (var csv = new CsvParser(new StreamReader(truth), CultureInfo.InvariantCulture))
            for (csv.Read(); csv.Read();)
                files.Add((csv[0], csv[1]));
        var seen = 0;
        foreach (var (format, file) in files)
        {
            var path = Path.Combine(SampleTrace.Data, file);
            if (!File.Exists(path))
                continue;
            var head = new TraceHead(path);
            var known = Formats.Where(one => one.Knows(head)).Select(one => one.Name).Distinct();
            Assert.Equal((file, Formats.Any(one => one.Name == format) ? format : ""), (file, string.Join(' ', known)));
            seen++;
        }

        Assert.True(seen > 40);
    }

    [Fact]
    public void Real_file_of_failures_as_text_is_known()
    {
        var path = Path.Combine(SampleTrace.Data, "opendc-failures", "Facebook_user_reported.csv");
        Assert.SkipUnless(File.Exists(path), "the real traces are not beside this checkout");
        var (text, columns) = (new SampleTrace(path), new SampleTrace(Path.ChangeExtension(path, ".parquet")));
        foreach (var quantity in new[] { "failures", "span", "failure_duration.mean", "failure_intensity.p50" })
            Assert.Equal(text[quantity], columns[quantity]);
        Assert.Equal("4069", text["failures"]);
    }

    [Theory]
    [InlineData("06-bom", null)]
    [InlineData("10-missing-header", "id,submission_time,duration,cpu_count,cpu_capacity,mem_capacity")]
    public void Malformed_file_is_taken_or_refused(string folder, string? right)
    {
        var path = Path.Combine(SampleTrace.Data, "malformed", folder, "tasks.csv");
        Assert.SkipUnless(File.Exists(path), "the real traces are not beside this checkout");
        if (right is not null)
            Assert.Contains(right, SampleTrace.Fault(path).Message, StringComparison.Ordinal);
        else
            Assert.Equal(["1019", "1023", "1026"], new SampleTrace(path).Guests.Select(g => g.Id));
    }
}
