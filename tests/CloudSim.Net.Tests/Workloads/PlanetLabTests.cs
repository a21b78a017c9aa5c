using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Workloads;

public sealed class PlanetLabTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("planetlab").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_day_is_read_whole_in_order_of_names()
    {
        Write("b", "0\n100\n");
        Write("a", "50\r\n51");
        var day = PlanetLabDay.Read(folder);
        Assert.Equal(["a", "b"], day.Machines.Select(m => m.Name));
        Assert.Equal(4, day.Samples);
        Assert.Equal(50.25, day.MeanPercent);
    }

    [Theory]
    [InlineData("1\nabc\n", 2, "'abc'")]
    [InlineData("101\n", 1, "'101'")]
    [InlineData("3\n4\n-1\n", 3, "'-1'")]
    [InlineData("1\n\n2\n", 2, "''")]
    [InlineData("1.5\n", 1, "'1.5'")]
    [InlineData("99999999999\n", 1, "'99999999999'")]
    public void A_bad_line_is_named_with_its_number(string text, int line, string shown)
    {
        Write("vm", text);
        var error = Assert.Throws<InputException>(() => PlanetLabDay.Read(folder));
        Assert.Contains($"vm:{line}: ", error.Message);
        Assert.Contains(shown, error.Message);
    }

    [Theory]
    [InlineData(2, "machine-02: 2 samples, where machine-01 has 288")]
    [InlineData(289, "machine-02: 289 samples, where machine-01 has 288")]
    public void Machines_of_unequal_length_are_refused(int lines, string message)
    {
        Write("machine-01", string.Concat(Enumerable.Repeat("10\n", 288)));
        Write("machine-02", string.Concat(Enumerable.Repeat("90\n", lines)));
        Write("machine-03", string.Concat(Enumerable.Repeat("10\n", 288)));
        Assert.Contains(message, Assert.Throws<InputException>(() => PlanetLabDay.Read(folder)).Message);
    }

    [Fact]
    public void A_missing_folder_an_empty_folder_and_an_empty_file_are_told_apart()
    {
        Assert.Contains("no such folder", Assert.Throws<InputException>(() => PlanetLabDay.Read(Path.Combine(folder, "none"))).Message);
        Assert.Contains("the folder is empty", Assert.Throws<InputException>(() => PlanetLabDay.Read(folder)).Message);
        Write("vm", "");
        Assert.Contains("the file is empty", Assert.Throws<InputException>(() => PlanetLabDay.Read(folder)).Message);
    }

    [Theory]
    [InlineData("c\na\nb\n", null, null)]
    [InlineData("c\r\na\r\nb", null, null)]
    [InlineData("c\na\nb\n\n \r\n", null, null)]
    [InlineData("c\na\nb\n\nb\n", 5, "'b' stands twice")]
    [InlineData("c\na\nd\n", 3, "no machine 'd'")]
    [InlineData("c\na\nc\nb\n", 3, "'c' stands twice")]
    [InlineData("c\na\n", null, "1 machines of the day are missing, the first is 'b'")]
    [InlineData("c\n\na\nb\n", 2, "no machine ''")]
    public void An_order_names_each_machine_once(string names, int? line, string? wrong)
    {
        foreach (var name in new[] { "a", "b", "c" })
            Write(name, "1\n");
        var day = PlanetLabDay.Read(folder);
        var order = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, ".order")).FullName, "names.txt");
        File.WriteAllText(order, names);
        if (wrong is null)
        {
            Assert.Equal(["c", "a", "b"], day.InOrder(order).Machines.Select(machine => machine.Name));
            return;
        }

        var error = Assert.Throws<InputException>(() => day.InOrder(order));
        Assert.Equal(line, error.Line);
        Assert.Contains(wrong, error.Message);
    }

    [Fact]
    public void A_machine_becomes_the_load_that_keeps_a_core_as_busy()
    {
        var load = new PlanetLabMachine("m", [0, 50, 100]).Load(TimeSpan.FromSeconds(2), perSecondWhenBusy: 40);
        Assert.Equal([0, 20, 40], load.PerSecond);
        Assert.Equal(20, load.Mean);
    }

    // The published statistics of this day: 1,052 machines, 302,976 samples, mean 12.3144 %.
    [Fact]
    public void The_real_day_of_3_March_2011_has_its_known_statistics()
    {
        var real = Path.Combine(Repository.Root, "..", "shared", "data", "planetlab-20110303");
        Assert.SkipUnless(Directory.Exists(real), "the real trace is not on this machine");
        var day = PlanetLabDay.Read(real);
        Assert.Equal(1_052, day.Machines.Count);
        Assert.Equal(302_976, day.Samples);
        Assert.Equal(12.3144, day.MeanPercent, 4);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
}
