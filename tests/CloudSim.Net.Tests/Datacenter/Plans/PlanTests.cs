using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Datacenter.Plans;
using CloudSim.Net.Tests.Datacenter.Placement;
using CloudSim.Net.Tests.Experiments;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Datacenter.Plans;

public class PlanTests
{
    private const string Heading = "time_s,guest,host,from,reason\n";

    [Fact]
    public void A_plan_that_is_written_read_and_replayed_gives_the_same_plan() =>
        Gen.Select(Gen.Int[0, 4], Gen.Select(Gen.Int[1, 8], Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[0, 3]).List[0, 30])
            .Sample((rule, guests) =>
            {
                using var folder = new TemporaryFolder();
                var file = folder.At("placement.csv");
                File.WriteAllText(file, Run(Rule(rule), guests));
                Assert.Equal(File.ReadAllText(file), Run(Planned.Read(file), guests));
            }, threads: 1);

    [Fact]
    public void A_line_has_time_guest_host_from_and_reason()
    {
        using var folder = new TemporaryFolder();
        var text = Run(new FirstFit(), [(4, 5, 10, 0), (8, 0, 10, 0), (5, 5, 3, 1)]);
        Assert.Equal(Heading + "0,\"a, \"\"1\"\"\",host 0,,placed\n5,\"a, \"\"0\"\"\",host 1,,placed\n"
            + "5,\"a, \"\"2\"\"\",,,\"CPUs: asked 5, at most 0 free on a node\"\n"
            + "10,\"a, \"\"1\"\"\",,host 0,its time is over\n15,\"a, \"\"0\"\"\",,host 1,its time is over\n", text);
        File.WriteAllText(folder.At("plan"), text);
        Assert.Equal(new PlanLine(5.Seconds, "a, \"2\"", null, null, "CPUs: asked 5, at most 0 free on a node"),
            PlanFile.Read(folder.At("plan")).ElementAt(2));
    }

    [Theory]
    [InlineData("guest,host\n", ":1: these are not the columns of a plan (time_s,guest,host,from,reason)")]
    [InlineData(Heading + "x,a,host 0,,placed\n", ":2: 'x' is no time (seconds, to seven decimals)")]
    [InlineData(Heading + "0.00000001,a,host 0,,placed\n", ":2: '0.00000001' is no time")]
    [InlineData(Heading + "-1,a,host 0,,placed\n", ":2: '-1' is no time")]
    [InlineData(Heading + "1e300,a,host 0,,placed\n", ":2: '1e300' is no time")]
    [InlineData(Heading + "99999999999999,a,host 0,,placed\n", ":2: '99999999999999' is no time")]
    [InlineData(Heading + "1,a,host 0,,placed\n0,b,host 0,,placed\n", ":3: 0 is before the time of the line before it")]
    [InlineData(Heading + "1,,host 0,,placed\n", ":2: no guest")]
    [InlineData(Heading + "1,a,host 0,placed\n", ":2: 4 fields (time_s,guest,host,from,reason, for instance")]
    [InlineData(Heading + "1,a\"b,host 0,,placed\n", ":2: a quotation mark within a field")]
    [InlineData(Heading + "1,a,host 0,,placed\n2,a,host 1,,placed\n", ":3: guest 'a' is placed twice (a name of its own")]
    public void A_bad_line_is_named(string text, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("plan.csv"), text);
        Assert.Contains("plan.csv" + message, Assert.Throws<InputException>(() => Planned.Read(folder.At("plan.csv"))).Message);
    }

    [Fact]
    public void What_a_plan_does_not_know_is_refused_with_a_reason()
    {
        var fleet = new Fleet(new Planned([new(TimeSpan.Zero, "elsewhere", "host 9", null, "placed")])).With(2, 4, 4);
        var (unknown, elsewhere) = (fleet.Site.Submit(new("unknown", Fleet.Size(1, 1), Fleet.Make)),
            fleet.Site.Submit(new("elsewhere", Fleet.Size(1, 1), Fleet.Make)));
        fleet.Settle();
        Assert.Equal("plan: it has no host for guest 'unknown'; of 2 nodes with room refused by plan: 2", $"{unknown.Refusal}");
        Assert.Equal("plan: guest 'elsewhere' goes to host 9; of 2 nodes with room refused by plan: 2", $"{elsewhere.Refusal}");
        Assert.Throws<ArgumentException>(() => new Planned([new(default, "a", "b", null, ""), new(default, "a", "b", null, "")]));
    }

    private static IPlacement Rule(int which) => which switch
    {
        0 => new FirstFit(), 1 => new WorstFit(), 2 => new RoundRobin(), 3 => new BestFit(FreeMeasure.Memory),
        _ => new PowerOfTwoChoices(new RandomStreams(9)["x"]),
    };

    // Guests of so many CPUs, submitted at a second, for so many seconds, of so much patience (0: for ever).
    private static string Run(IPlacement rule, List<(int Cpus, int At, int For, int Patience)> guests)
    {
        var fleet = new Fleet(rule).With(1, 8, 64).With(1, 4, 64);
        var text = new StringWriter();
        using (PlanFile.Write(fleet.Site, text))
        {
            foreach (var (guest, i) in guests.Select((g, i) => (g, i)))
                new Alarm(fleet.Simulation, () => fleet.Site.Submit(new($"a, \"{i}\"", Fleet.Size(guest.Cpus, 1), Fleet.Make)
                {
                    Duration = guest.For.Seconds, Patience = guest.Patience == 0 ? null : (guest.Patience - 1).Seconds,
                })).Set(guest.At.Seconds);
            fleet.Simulation.Run();
        }

        return text.ToString();
    }
}
