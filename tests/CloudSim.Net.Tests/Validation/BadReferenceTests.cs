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
    [InlineData("group,/a/b,,,1\n", ":2: group /a/b is in one that has no row")]
    [InlineData("group,a,,,1\n", ":2: group 'a' is no path of a group (a path such as /a or /a/b")]
    [InlineData("group,//,,,1\n", ":2: group '//' is no path of a group")]
    [InlineData("group,/,,,1\n", ":2: group '/' is no path of a group")]
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
    [InlineData("id,what,parameters,statistic,value,unit,n\nns,w,k=p,median,1,us,5\nns,w,k=p,min,1,us,5\n"
        + "ns,w,k=p,median,1,us,5\n",
        ":4: median of 'w' with 'k=p' stands twice")]
    [InlineData("id,what,parameters,statistic,value,unit,n\nns,w,p,median,inf,us,5\n", ":2: 'inf' in column value is no number")]
    [InlineData("id,what,parameters,statistic,value,unit,n\nns,w,p,median,0,us,5\n",
        ":2: a value of 0 (a positive number of at most 1e12)")]
    [InlineData("id,what,parameters,statistic,value,unit,n,\n", ":1: column 8 has no name")]
    public void A_malformed_measurement_of_containers_is_named_with_its_line(string text, string message)
    {
        File.WriteAllText(folder.At("namespaces.csv"), text);
        Assert.StartsWith(folder.At("namespaces.csv") + message, Wrong(() => MeasuredFiles.ReadFolder(folder.Path)));
    }

    [Theory]
    [InlineData("ns,x,ns=net;parallel=1", "has no such number 'existing'")]
    [InlineData("copyup,x,upper_fs=ext4", "cannot be simulated")]
    [InlineData("net,x,path=bridge_routed_masquerade_plus_", "cannot be simulated")]
    public void Parameters_that_cannot_be_simulated_are_named_with_their_line(string point, string message)
    {
        File.WriteAllText(folder.At("namespaces.csv"),
            $"id,what,parameters,statistic,value,unit,n\nx,y,k=z,median,1,us,1\n{point},median,1,us,1\n");
        var points = MeasuredFiles.ReadFolder(folder.Path);
        var error = Wrong(() => new Predictor(P).Of(points[1])!);
        Assert.StartsWith(folder.At("namespaces.csv") + ":3: ", error);
        Assert.Contains(message, error);
    }

    // What the measuring programs can write is read, whether it is simulated or left out.
    [Theory]
    [InlineData("docker,command begin to first instruction of container program,engine=dockerd;net=none;storage=overlay2;limits=cpu+memory",
        true)]
    [InlineData("oci,create command,runtime=runc;cgroup=v1;variant=nonetns_nocg", false)]
    [InlineData("copyup,open(O_RDWR) that copies the file up,file_bytes=4096;upper_fs=ext4;option=metacopy=on;cache=warm", false)]
    public void Points_of_the_measuring_programs_are_read(string point, bool isSimulated)
    {
        File.WriteAllText(folder.At("engines.csv"), $"id,what,parameters,statistic,value,unit,n\n{point},median,1,ms,1\n");
        Assert.Equal(isSimulated, new Predictor(P).Of(Assert.Single(MeasuredFiles.ReadFolder(folder.Path))) is > 0);
    }

    // A quota of half a CPU and 64 MiB take a container no less time to start than none.
    [Fact]
    public void Limits_of_a_container_are_written()
    {
        double Start(string limits)
        {
            File.WriteAllText(folder.At("engines.csv"), "id,what,parameters,statistic,value,unit,n\n" +
                "docker,command begin to first instruction of container program,engine=dockerd;net=none;storage=overlay2" +
                $"{limits},median,1,ms,1\n");
            return new Predictor(P).Of(Assert.Single(MeasuredFiles.ReadFolder(folder.Path)))!.Value;
        }
        Assert.InRange(Start(";limits=cpu+memory"), Start(""), 1.5 * Start(""));
    }

    [Theory]
    [InlineData("ns=net;existing=0;parallel=many", "parallel=many in column parameters (parallel=1 to parallel=1000)")]
    [InlineData("parallel=4294967297", "parallel=4294967297 in")]
    [InlineData("parallel=0", "parallel=0 in")]
    [InlineData("existing=100000000", "existing=100000000 in column parameters (existing=0 to existing=1000000)")]
    [InlineData("file_bytes=much", "file_bytes=much in")]
    [InlineData("already_running=5", "already_running=5 in column parameters (a range such as 30-39, at most 1000000)")]
    [InlineData("already_running=100000000-100000009", "already_running=100000000-100000009 in")]
    [InlineData("ns=net;ns=pid", "ns stands twice in column parameters (each key once)")]
    [InlineData("foo", "'foo' in column parameters (KEY=VALUE")]
    [InlineData("cgroup=v9", "cgroup=v9 in column parameters (v1, v2)")]
    [InlineData("ns=banana", "ns=banana in")]
    [InlineData("call=spoon", "call=spoon in")]
    [InlineData("upper_fs=zfs", "upper_fs=zfs in")]
    [InlineData("cache=lukewarm", "cache=lukewarm in")]
    [InlineData("engine=frob", "engine=frob in")]
    [InlineData("runtime=foo", "runtime=foo in")]
    [InlineData("flags=mnt+foo", "flags=mnt+foo in")]
    [InlineData("k=v", "unit 'parsec' is not known (us, ms,", "parsec")]
    [InlineData("k=v", "'-5' in column n is no number of samples", "us", "-5")]
    [InlineData("k=v", "'x' in column n is no number of samples", "us", "x")]
    [InlineData("k=v", "a value of 1E+308", "us", "1", "1e308")]
    [InlineData("k=v", "a value of -1", "us", "1", "-1")]
    public void A_measurement_that_cannot_be_one_is_named_with_its_line(
        string parameters, string message, string unit = "us", string n = "1", string value = "1")
    {
        File.WriteAllText(folder.At("namespaces.csv"),
            $"id,what,parameters,statistic,value,unit,n\nx,y,k=z,median,1,us,1\nns,x,{parameters},median,{value},{unit},{n}\n");
        Assert.StartsWith(folder.At("namespaces.csv") + ":3: " + message, Wrong(() => MeasuredFiles.ReadFolder(folder.Path)));
    }

    // What a measurement can have and the models have not is left out.
    [Theory]
    [InlineData("cache=warm", true)]
    [InlineData("cache=cold", false)]
    [InlineData("cache=warm;colour=red", false)]
    public void A_point_that_is_not_modelled_has_no_value(string parameters, bool isModelled)
    {
        File.WriteAllText(folder.At("copy_up.csv"), "id,what,parameters,statistic,value,unit,n\ncopyup,second 1-byte write: "
            + $"open+pwrite+close,file_bytes=4096;upper_fs=ext4;option=none;{parameters},median,1,us,1\n");
        Assert.Equal(isModelled, new Predictor(P).Of(MeasuredFiles.ReadFolder(folder.Path)[0]) is not null);
    }

    [Theory]
    [InlineData("base999999999999us")]
    [InlineData("base3600000000us")]
    [InlineData("base-5us")]
    [InlineData("base0us")]
    [InlineData("cpus0")]
    [InlineData("banana3")]
    public void Tunables_that_are_not_known_are_named_with_their_line(string tunables)
    {
        var scenario = Of(",tunables", $",{tunables}");
        Assert.StartsWith(
            folder.At("s1_x.csv") + $":2: tunables '{tunables}' are not known (cpus1 to cpus1024, or base1us to base1000000us)",
            Wrong(() => scenario.Compare(P, ReferenceKernel.Eevdf(), draws: 1)));
        Assert.StartsWith(folder.At("s1_x.csv") + $":2: tunables '{tunables}' are not known (cpus1 to cpus1024)",
            Wrong(() => scenario.Compare(P, draws: 1)));
    }

    [Theory]
    [InlineData("start_monotonic_us", "0", "0 in column start_monotonic_us does not fit (a number from 80001")]
    [InlineData("start_monotonic_us", "0.001", "0.001 in column start_monotonic_us does not fit")]
    [InlineData("start_monotonic_us", "80000", "80000 in column start_monotonic_us does not fit")]
    [InlineData("cgroup", "/nowhere", "cgroup '/nowhere' has no row (a group that has one, or / for the root)")]
    public void A_start_too_early_and_a_group_that_is_not_there_are_named_with_their_line(string column, string value, string message) =>
        Assert.StartsWith(folder.At("s1_x.csv") + ":2: " + message, Wrong(() => Of($",{column}", $",{value}").Compare(P, draws: 1)));

    [Fact]
    public void The_earliest_start_and_the_root_can_be_simulated() =>
        Assert.Single(Of(",cgroup,start_monotonic_us,tick_phase_us", ",/,80001,80000").Compare(P, draws: 1));

    [Theory]
    [InlineData("EevdfTunables.hz")]
    [InlineData("CfsTunables.hz")]
    public void A_number_that_was_set_is_not_the_row_s_fault(string name)
    {
        var kernel = name[0] == 'E' ? ReferenceKernel.Eevdf() : ReferenceKernel.Cfs();
        Assert.StartsWith($"--set: {name}=0Hz cannot be",
            Wrong(() => Of("", "").Compare(P.With(name, "0Hz"), kernel, draws: 1)));
    }

    // A lone spinner with more columns, before those that are measured.
    private ReferenceScenario Of(string columns, string values)
    {
        File.WriteAllText(folder.At("s1_x.csv"), Header.Replace(",window_us", columns + ",window_us")
            + Spinner.Replace(",spin,", $",spin{values},"));
        return ReferenceFile.ReadFolder(folder.Path)[0];
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
