using CloudSim.Net.Experiments.Validation.Containers;
using CloudSim.Net.Experiments.Validation.Published;
using CloudSim.Net.Experiments.Validation.Schedulers;
using CloudSim.Net.Tests.Experiments;

namespace CloudSim.Net.Tests.Validation;

/// <summary>
/// Reference data that a user gave and that is malformed: a column or a row twice was a failure, or a goal that was missed.
/// </summary>
public sealed class BadReferenceTests : IDisposable
{
    private const string Header = "scenario,rep,cpus,warmup_ms,window_ms,entity_kind,entity,behaviour,window_us,cpu_us\n";
    private const string System = "a,0,1,0,10,system,system,,10000,\n";
    private const string Spinner = "a,0,1,0,10,task,t#0,spin,,10000\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_whole_file_is_read()
    {
        File.WriteAllText(folder.At("s1_x.csv"), Header + System + Spinner);
        var scenario = Assert.Single(ReferenceFile.ReadFolder(folder.Path));
        Assert.Equal(("S1", "a", 0, 1), (scenario.Family, scenario.Name, scenario.Rep, scenario.Cpus));
        Assert.Equal("cpu_us", Assert.Single(scenario.Compare(P, draws: 1)).Metric);
    }

    [Theory]
    [InlineData("scenario,scenario,rep\n", ":1: column scenario stands twice (each column once)")]
    [InlineData("scenario,rep,cpus,warmup_ms,window_ms,entity_kind,entity\n", ":1: no column window_us")]
    [InlineData(Header, ":1: no row below the header")]
    [InlineData(Header + Spinner + System + Spinner, ":4: task t#0 of a, rep 0 stands twice")]
    [InlineData(Header + Spinner + "a,00,1,0,10,task,t#0,spin,,10000\n", ":3: task t#0 of a, rep 0 stands twice")]
    [InlineData(Header + "a,0,1,0,10,task,t#0,spin,,many\n", ":2: 'many' in column cpu_us is no number")]
    [InlineData(Header + "a,0,1,0,10,task,t#0,spin,,NaN\n", ":2: 'NaN' in column cpu_us is no number")]
    [InlineData(Header + "a,0,1,0,10,task,t#0,spin,,1e999\n", ":2: '1e999' in column cpu_us is no number")]
    [InlineData(Header + "a,0.5,1,0,10,task,t#0,spin,,1\n", ":2: 0.5 in column rep does not fit (a whole number from 0 to 1000000)")]
    [InlineData(Header + "a,0,4294967297,0,10,task,t#0,spin,,1\n", ":2: 4294967297 in column cpus does not fit")]
    [InlineData(Header + "a,0,0,0,10,task,t#0,spin,,1\n", ":2: 0 in column cpus does not fit (a whole number from 1 to 1024)")]
    [InlineData(Header + "a,0,1,0,1e12,task,t#0,spin,,1\n", ":2: 1000000000000 in column window_ms does not fit")]
    [InlineData(Header + "a,0,1,0,10,thing,t#0,spin,,1\n", ":2: entity_kind 'thing' is not known")]
    [InlineData(Header + "a,0,1,0,10,task,\"t\u001b#0,spin,,1\n", ":2: quotes or fields that no CSV has")]
    [InlineData(Header + "a,0,1,0,10,task,t#0,spin,,1\n\0", ":3: a NUL byte")]
    public void A_malformed_reference_of_schedulers_is_named_with_its_line(string text, string message)
    {
        File.WriteAllText(folder.At("s1_x.csv"), text);
        Assert.StartsWith(folder.At("s1_x.csv") + message, Wrong(() => ReferenceFile.ReadFolder(folder.Path)));
    }

    [Theory]
    [InlineData("group,/a/b,,,1\n", ":2: group /a/b: ")] // no group /a
    [InlineData("group,a,,,1\n", ":2: group a: ")]
    [InlineData("class,s,,,1\n", ":2: no task of class s")]
    [InlineData("task,t#0,serve,,1\n", ":2: column work_us is missing or empty")]
    public void A_row_that_cannot_be_simulated_is_named_with_its_line(string row, string message)
    {
        File.WriteAllText(folder.At("s1_x.csv"), Header + "a,0,1,0,10," + row);
        Assert.StartsWith(folder.At("s1_x.csv") + message, Wrong(() => ReferenceFile.ReadFolder(folder.Path)[0].Compare(P, draws: 1)));
    }

    [Fact]
    public void A_scenario_in_two_files_of_a_family_is_named()
    {
        File.WriteAllText(folder.At("s1_x.csv"), Header + System + Spinner);
        File.WriteAllText(folder.At("s1_y.csv"), Header + System + Spinner);
        File.WriteAllText(folder.At("s2_y.csv"), Header + System + Spinner);
        Assert.StartsWith(folder.At("s1_y.csv") + ":2: scenario a, rep 0 stands in another file",
            Wrong(() => ReferenceFile.ReadFolder(folder.Path)));
    }

    [Theory]
    [InlineData("id,what,parameters,statistic,value,unit\n", ":1: no column n")]
    [InlineData("id,what,parameters,statistic,value,unit,n,n\n", ":1: column n stands twice")]
    [InlineData("id,what,parameters,statistic,value,unit,n\n", ":1: no row")]
    [InlineData("id,what,parameters,statistic,value,unit,n\nns,w,p,median,1,us,5\nns,w,p,min,1,us,5\nns,w,p,median,1,us,5\n",
        ":4: median of 'w' with 'p' stands twice")]
    [InlineData("id,what,parameters,statistic,value,unit,n\nns,w,p,median,inf,us,5\n", ":2: 'inf' in column value is no number")]
    [InlineData("id,what,parameters,statistic,value,unit,n\nns,w,p,median,0,us,5\n", ":2: a value of 0 (a positive number)")]
    public void A_malformed_measurement_of_containers_is_named_with_its_line(string text, string message)
    {
        File.WriteAllText(folder.At("namespaces.csv"), text);
        Assert.StartsWith(folder.At("namespaces.csv") + message, Wrong(() => MeasuredFiles.ReadFolder(folder.Path)));
    }

    [Theory]
    [InlineData("ns,x,ns=net;existing=0;parallel=many", "has no such number 'parallel' (parallel=0 to parallel=1000)")]
    [InlineData("ns,x,ns=net;existing=0;parallel=4294967297", "has no such number 'parallel'")]
    [InlineData("copyup,x,file_bytes=much", "cannot be simulated")]
    [InlineData("docker,x,net=bridge;already_running=5", "cannot be simulated")]
    [InlineData("net,x,path=bridge_routed_masquerade_plus_", "cannot be simulated")]
    public void Parameters_that_cannot_be_simulated_are_named_with_their_line(string point, string message)
    {
        File.WriteAllText(folder.At("namespaces.csv"),
            $"id,what,parameters,statistic,value,unit,n\nx,y,z,median,1,us,1\n{point},median,1,us,1\n");
        var points = MeasuredFiles.ReadFolder(folder.Path);
        var error = Wrong(() => new Predictor(P).Of(points[1])!);
        Assert.StartsWith(folder.At("namespaces.csv") + ":3: ", error);
        Assert.Contains(message, error);
    }

    [Theory]
    [InlineData("T01,x,q,1,us,exact,value,\nT01,y,q,2,us,exact,value,\n", ":3: T01, q stands twice")]
    [InlineData("T01,x,,1,us,exact,value,\n", ":2: no target or no quantity")]
    public void A_malformed_list_of_targets_is_named_with_its_line(string rows, string message)
    {
        File.WriteAllText(folder.At("list.csv"), "target,title,quantity,expected,unit,tolerance,kind,fact_ids\n" + rows);
        Assert.StartsWith(folder.At("list.csv") + message, Wrong(() => Target.Read(folder.At("list.csv"))));
    }

    [Fact]
    public void A_tolerance_that_means_nothing_is_named_with_its_line()
    {
        File.WriteAllText(folder.At("list.csv"),
            "target,title,quantity,expected,unit,tolerance,kind,fact_ids\nT01,x,q,1,us,about,value,\n");
        var set = new TargetSet("T01") { { "q", () => 1 } };
        Assert.StartsWith(folder.At("list.csv") + ":2: T01, q: tolerance 'about' is not understood",
            Wrong(() => set.Check(Target.Read(folder.At("list.csv"))[0], P, new([]))));
    }

    private static string Wrong(Func<object> use) => Assert.Throws<InputException>(use).Message;
}
