using CloudSim.Net.Calibration;
using CloudSim.Net.Tests.Architecture;

namespace CloudSim.Net.Tests.Calibration;

public class DataFileTests
{
    private static readonly string[] Kinds = ["paper", "document", "data", "code", "measurement", "estimate"];

    private static readonly Lazy<HashSet<(string, string)>> Read = new(() =>
    {
        var set = P.Copy();
        Everything.Make(set);
        return [.. set.Uses.Select(p => (p.Sheet, p.Name))];
    });

    /// <summary>Path of each data file below src/CloudSim.Net, without the list of sources.</summary>
    public static TheoryData<string> Files =>
    [
        .. Directory.EnumerateFiles(WorkingCopy.At("src/CloudSim.Net"), "*.csv", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(WorkingCopy.Root, f).Replace('\\', '/'))
            .Where(f => !f.Contains("/obj/") && !f.Contains("/bin/") && !f.EndsWith("/Sources.csv", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Every_data_file_is_a_sheet_of_the_models() =>
        Assert.Equal(Files.Select(f => Path.GetFileNameWithoutExtension(f.Data)).Order(StringComparer.Ordinal),
            ParameterSheet.All().Select(s => s.Name));

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Files))]
    public void Every_number_has_a_source_and_a_note(string path)
    {
        foreach (var p in Sheet(path).Parameters)
        {
            Assert.Contains(p.Source, Sources.All);
            Assert.False(string.IsNullOrWhiteSpace(p.Note), $"{path}:{p.Line}: {p.Name} has no note");
            Assert.False(p.Place.Length == 0 && !p.Source.IsEstimate, $"{path}:{p.Line}: {p.Name} names no place in {p.Source.Id}");
        }
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Files))]
    public void An_estimate_says_why(string path)
    {
        foreach (var p in Sheet(path).Parameters.Where(p => p.Source.IsEstimate))
            Assert.True(p.Note.Split(' ').Length >= 3,
                $"{path}:{p.Line}: {p.Name} is an estimate, and '{p.Note}' does not say from what it was reasoned");
    }

    /// <summary>A number that nothing reads would look like a calibration and be none.</summary>
    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Files))]
    public void Every_number_is_read_by_something_that_can_be_made(string path)
    {
        foreach (var p in Sheet(path).Parameters)
            Assert.True(Read.Value.Contains((p.Sheet, p.Name)), $"{path}:{p.Line}: nothing reads \"{p.Name}\"");
    }

    [Fact]
    public void Every_source_is_cited()
    {
        var sheets = ParameterSheet.All();
        Assert.SkipWhen(sheets.Count == 0, "there is no data file yet");
        var cited = sheets.SelectMany(s => s.Parameters).Select(p => p.Source.Id);
        Assert.Empty(Sources.All.Select(s => s.Id).Except(cited));
    }

    [Fact]
    public void Sources_are_unique_and_of_a_known_kind()
    {
        Assert.Equal(Sources.All.Count, Sources.All.Select(s => s.Id).Distinct().Count());
        Assert.All(Sources.All, s => Assert.Contains(s.Kind, Kinds));
        Assert.All(Sources.All, s => Assert.NotEmpty(s.Citation));
    }

    private static ParameterSheet Sheet(string path) => ParameterSheet.Named(Path.GetFileNameWithoutExtension(path));
}
