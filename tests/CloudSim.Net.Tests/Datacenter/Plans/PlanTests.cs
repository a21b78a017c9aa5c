using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Datacenter.Plans;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Tests.Datacenter.Placement;
using CloudSim.Net.Tests.Experiments;
using CloudSim.Net.Units;
using CsCheck;
using Request = CloudSim.Net.Datacenter.Request;
using Site = CloudSim.Net.Datacenter.Datacenter;

namespace CloudSim.Net.Tests.Datacenter.Plans;

public class PlanTests
{
    private const string Heading = "time_s,guest,host,from,reason\n";

    [Fact]
    public void A_plan_that_is_written_read_and_replayed_gives_the_same_plan() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 2], Gen.Select(Gen.Int[1, 8], Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[0, 3]).List[0, 30])
            .Sample((rule, names, guests) =>
            {
                using var folder = new TemporaryFolder();
                var file = folder.At("placement.csv");
                File.WriteAllText(file, Run(Rule(rule), guests, names));
                Assert.Equal(File.ReadAllText(file), Run(Planned.Read(file), guests, names));
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
    [InlineData(Heading + "1,a,host 0,placed\n", ":2: 4 fields (time_s,guest,host,from,reason, for instance")]
    [InlineData(Heading + "1,a\"b,host 0,,placed\n", ":2: a quotation mark within a field")]
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
    }

    [Theory]
    [InlineData("\r\n", false), InlineData("\n", true), InlineData("\r\n", true)]
    public void Ends_of_lines_and_a_mark_of_UTF8_do_not_matter(string end, bool mark)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("plan"), (Heading + "1,a,host 0,,placed\n2,,host 1,host 0,moved\n").Replace("\n", end),
            new System.Text.UTF8Encoding(mark));
        Assert.Equal([new(1.Seconds, "a", "host 0", null, "placed"), new(2.Seconds, "", "host 1", "host 0", "moved")],
            PlanFile.Read(folder.At("plan")));
    }

    [Fact]
    public void Nodes_without_a_name_or_with_one_that_is_taken_are_told_apart()
    {
        using var folder = new TemporaryFolder();
        string Run(IPlacement rule)
        {
            var sim = new Simulation();
            var host = new Host(sim, HostModel.RackServer(P), new RandomStreams(1), SchedulerKind.Fluid);
            var site = new Site(sim, rule);
            foreach (var name in new[] { "x", "", "x", "x#2" })
                site.Add(host, allocatable: Fleet.Size(1, 1), name: name);
            var text = new StringWriter();
            using (PlanFile.Write(site, text))
            {
                for (var i = 0; i < 4; i++)
                    site.Submit(new("g", Fleet.Size(1, 1), Fleet.Make));
                sim.Run(1.Seconds);
            }

            return text.ToString();
        }

        File.WriteAllText(folder.At("plan"), Run(new RoundRobin()));
        Assert.Equal(["x", "#1", "x#2", "x#2#3"], PlanFile.Read(folder.At("plan")).Select(line => line.Host));
        Assert.Equal(File.ReadAllText(folder.At("plan")), Run(Planned.Read(folder.At("plan"))));
    }

    [Fact]
    public void The_nth_guest_of_a_name_gets_the_nth_place_though_a_host_refuses_one()
    {
        var refuses = true;
        var fleet = new Fleet(new Planned([Line("a", "host 1"), Line("a", "host 0"), Line("a", "host 1")])).With(2, 4, 4);
        Allocation Submit(MakeSandbox make)
        {
            var one = fleet.Site.Submit(new("a", Fleet.Size(1, 1), make));
            fleet.Settle();
            return one;
        }

        ISandbox? Make(Node node, out Refusal? refusal)
        {
            var made = Fleet.Make(node, out refusal);
            refusal = refuses ? new("host", "not now") : null;
            return refuses ? null : made;
        }

        Assert.Equal("host: not now", $"{Submit(Make).Refusal}");
        refuses = false;
        Assert.Equal(["host 1", "host 0", "host 1"], Enumerable.Range(0, 3).Select(_ => Submit(Make).Node!.Name));
    }

    [Fact]
    public void A_guest_that_leaves_its_node_may_go_anywhere_and_takes_no_others_place()
    {
        var planned = new Planned([Line("a", "host 2"), Line("a", "host 1")]);
        var fleet = new Fleet(planned).With(3, 4, 4);
        var request = new Request("a", Fleet.Size(1, 1), Fleet.Make);
        var first = fleet.Site.Submit(request);
        fleet.Settle();
        Assert.Equal(2, first.Node!.Number);
        first.Node.IsOpen = false;
        Assert.Equal(0, fleet.Site.Nodes.Choose(planned, request, leaves: first.Node)!.Number);
        Assert.Null(planned.Refuses(request, fleet.Site.Nodes[0]));
        var second = fleet.Site.Submit(request);
        fleet.Settle();
        Assert.Equal(1, second.Node!.Number);
    }

    [Fact]
    public void Moves_are_replayed_at_their_times_and_a_node_can_be_drained()
    {
        var (sim, streams, small) = (new Simulation(), new RandomStreams(1), new InstanceType("small", 1, 1.GiB));
        var planned = new Planned([Line("a", "host 1"), Line("b", "host 1"), new(10.Seconds, "a", "host 2", "host 1", "moved"),
            new(10.Seconds, "b", "host 1", "host 1", "resized"), new(20.Seconds, "x", "host 0", "host 1", "moved"),
            new(30.Seconds, "a", "host 9", "host 2", "moved")]);
        var site = new Site(sim, planned);
        for (var i = 0; i < 3; i++)
            site.Add(new Host(sim, HostModel.RackServer(P), streams, SchedulerKind.Fluid, $"host {i}"));
        var (text, refused) = (new StringWriter(), new List<string>());
        using (PlanFile.Write(site, text))
        {
            var (a, b) = (site.Submit(small.Request("a")), site.Submit(small.Request("b")));
            planned.Replay(site, PreCopy.Stopped(P), (line, why) => refused.Add($"{line.Time.TotalSeconds} {why}"));
            sim.Run(9.Seconds);
            Assert.Equal((1, 1), (a.Node!.Number, b.Node!.Number));
            sim.Run(91.Seconds);
            Assert.Equal((2, 1), (a.Node!.Number, b.Node!.Number));
            Assert.Equal(["20 plan: guest 'x' does not run on host 1", "30 plan: there is no host 9"], refused);
            sim.Run(site.Drain(site.Nodes[1], PreCopy.Stopped(P)));
            Assert.Equal((2, 0), (a.Node!.Number, b.Node!.Number));
        }

        Assert.Equal(["0,a,host 1,,placed", "0,b,host 1,,placed"], text.ToString().Split('\n')[1..3]);
        Assert.Matches(@"^1\d\.\d+,a,host 2,host 1,moved$", text.ToString().Split('\n')[3]);
    }

    private static PlanLine Line(string guest, string host) => new(TimeSpan.Zero, guest, host, null, "placed");

    // Names of their own, one name for several or none for some.
    private static string Name(int names, int number) => names switch
    {
        0 => $"a, \"{number}\"", 1 => $"a{number % 3}", _ => number % 2 == 0 ? "" : "a",
    };

    private static IPlacement Rule(int which) => which switch
    {
        0 => new FirstFit(), 1 => new WorstFit(), 2 => new RoundRobin(), 3 => new BestFit(FreeMeasure.Memory),
        _ => new PowerOfTwoChoices(new RandomStreams(9)["x"]),
    };

    // Guests of so many CPUs, submitted at a second, for so many seconds, of so much patience (0: for ever).
    private static string Run(IPlacement rule, List<(int Cpus, int At, int For, int Patience)> guests, int names = 0)
    {
        var fleet = new Fleet(rule).With(1, 8, 64).With(1, 4, 64);
        var text = new StringWriter();
        using (PlanFile.Write(fleet.Site, text))
        {
            foreach (var (guest, i) in guests.Select((g, i) => (g, i)))
                new Alarm(fleet.Simulation, () => fleet.Site.Submit(new(Name(names, i), Fleet.Size(guest.Cpus, 1), Fleet.Make)
                {
                    Duration = guest.For.Seconds, Patience = guest.Patience == 0 ? null : (guest.Patience - 1).Seconds,
                })).Set(guest.At.Seconds);
            fleet.Simulation.Run();
        }

        return text.ToString();
    }
}
