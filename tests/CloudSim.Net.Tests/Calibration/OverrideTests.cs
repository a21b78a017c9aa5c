using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Calibration;

/// <summary>A number that a user sets: its name, its unit, and what is said if either is wrong.</summary>
public class OverrideTests
{
    [Theory]
    [InlineData("60ms")]
    [InlineData("60 ms")]
    [InlineData(" 60ms ")]
    [InlineData("6e1ms")]
    [InlineData("+60.0ms")]
    [InlineData("0.06s")]
    [InlineData("0.001min")]
    [InlineData("60000us")]
    [InlineData("60000000ns")]
    public void Any_unit_of_the_dimension_will_do(string value) =>
        Assert.Equal(60.Milliseconds, P.With("Firecracker.vmm_start", value)["Firecracker"].Duration("vmm_start"));

    [Fact]
    public void Every_dimension_has_its_units()
    {
        Assert.Equal(2.GiB, P.With("RackServer.memory", "2048MiB")["RackServer"].Bytes("memory"));
        Assert.Equal(new Bytes(2_000_000_000), P.With("RackServer.memory", "2GB")["RackServer"].Bytes("memory"));
        Assert.Equal(2.5.GHz, P.With("Firecracker.measured_clock", "2500MHz")["Firecracker"].Frequency("measured_clock"));
        Assert.Equal(new Bandwidth(1e9), P.With("RackServer.memory_copy", "8Gbit/s")["RackServer"].Bandwidth("memory_copy"));
        Assert.Equal(0.06, P.With("Firecracker.vmm_sigma", "6%")["Firecracker"].Ratio("vmm_sigma"));
        Assert.Equal(0.06, P.With("Firecracker.vmm_sigma", "0.06x")["Firecracker"].Ratio("vmm_sigma"));
        var commits = P.With("XenToolstack.commits_per_domain", "100 1/s")["XenToolstack"];
        Assert.Equal(new Frequency(100), commits.Frequency("commits_per_domain"));
    }

    /// <summary>Counts, cycles and factors are plain numbers to a reader.</summary>
    [Fact]
    public void What_counts_needs_no_unit()
    {
        Assert.Equal(8, P.With("RackServer.cores", "8")["RackServer"].Whole("cores"));
        Assert.Equal(8, P.With("RackServer.cores", "8count")["RackServer"].Whole("cores"));
        Assert.Equal(new Cycles(99), P.With("Firecracker.poll_program", "99")["Firecracker"].Cycles("poll_program"));
        Assert.Equal(1.3, P.With("CpuTopology.smt_throughput", "1.3")["CpuTopology"].Ratio("smt_throughput"));
    }

    [Theory]
    [InlineData("Firecraker.vmm_start", "there is no data file 'Firecraker' (did you mean Firecracker?)")]
    [InlineData("firecracker.vmm_start", "there is no data file 'firecracker' (did you mean Firecracker?)")]
    [InlineData("Nothing.vmm_start", "there is no data file 'Nothing' (experiments/parameters.cs lists them)")]
    [InlineData("Sources.vmm_start", "there is no data file 'Sources' (experiments/parameters.cs lists them)")]
    [InlineData("Firecracker.vm_start", "Firecracker has no parameter 'vm_start' (did you mean vmm_start?)")]
    [InlineData("Firecracker.VMM_START", "Firecracker has no parameter 'VMM_START' (did you mean vmm_start?)")]
    [InlineData("Firecracker.nothing", "Firecracker has no parameter 'nothing' (experiments/parameters.cs lists them)")]
    [InlineData("PageContent.nothing", "PageContent has no parameter 'nothing' (known: text_modified, freed_zero)")]
    [InlineData("Firecracker", "this names no parameter (write FILE.NAME, for instance Firecracker.vmm_start)")]
    [InlineData("Firecracker.vmm_start.p50", "this names no parameter (write FILE.NAME, for instance Firecracker.vmm_start)")]
    [InlineData("", "this names no parameter (write FILE.NAME, for instance Firecracker.vmm_start)")]
    [InlineData(".", "there is no data file '' (experiments/parameters.cs lists them)")]
    [InlineData("Firecracker.", "Firecracker has no parameter '' (experiments/parameters.cs lists them)")]
    public void A_name_that_is_none_is_met_with_one_that_is(string name, string said) =>
        Assert.StartsWith($"{name}: {said}", Assert.Throws<InputException>(() => P.With(name, "60ms")).Message);

    [Theory]
    [InlineData("60", "'60' has no unit (write 3.5ms, or another unit: ns, us, ms, s, min)")]
    [InlineData("60MiB", "'MiB' is no unit of it (write 3.5ms, or another unit: ns, us, ms, s, min)")]
    [InlineData("60m", "'m' is no unit of it (write 3.5ms, or another unit: ns, us, ms, s, min)")]
    [InlineData("60MS", "'MS' is no unit of it (write 3.5ms, or another unit: ns, us, ms, s, min)")]
    [InlineData("6,5ms", "',5ms' is no unit of it (write 3.5ms, or another unit: ns, us, ms, s, min)")]
    [InlineData("ms", "'ms' is no number (write 3.5ms, or another unit: ns, us, ms, s, min)")]
    [InlineData("", "'' is no number (write 3.5ms, or another unit: ns, us, ms, s, min)")]
    [InlineData("fast", "'fast' is no number (write 3.5ms, or another unit: ns, us, ms, s, min)")]
    [InlineData("-1ms", "-1ms cannot be (give a finite number from 0 up)")]
    [InlineData("1e999ms", "1e999ms cannot be (give a finite number from 0 up)")]
    [InlineData("NaNms", "NaNms cannot be (give a finite number from 0 up)")]
    [InlineData("Infinityms", "Infinityms cannot be (give a finite number from 0 up)")]
    public void A_value_that_cannot_be_is_refused(string value, string said) =>
        Assert.Equal($"Firecracker.vmm_start: {said}",
            Assert.Throws<InputException>(() => P.With("Firecracker.vmm_start", value)).Message);

    [Fact]
    public void A_share_and_a_rate_keep_their_unit()
    {
        Assert.Contains("'6' has no unit (write 6%, or another unit: x, %)",
            Assert.Throws<InputException>(() => P.With("Firecracker.vmm_sigma", "6")).Message);
        Assert.Throws<InputException>(() => P.With("RackServer.memory_copy", "8GB"));
        Assert.Throws<InputException>(() => P.With("RackServer.cores", "8cycles"));
    }

    /// <summary>The text of every number of the data files is one that a user may write, and means the same.</summary>
    [Fact]
    public void Every_number_can_be_set_to_what_it_is()
    {
        foreach (var own in ParameterSheet.All().SelectMany(s => s.Parameters))
        {
            var same = Assert.Single(P.With($"{own.Sheet}.{own.Name}", own.Text).Overrides);
            Assert.Equal((own.Value, own.Unit), (same.Value, same.Unit));
        }
    }

    [Fact]
    public void What_was_set_says_so_and_the_rest_does_not()
    {
        var set = P.With("Firecracker.vmm_start", "0.06s");
        var measured = set["Firecracker"].Duration("vmm_start").Parameter;
        Assert.Equal(("Firecracker", "vmm_start", 0.06, "s", "override"),
            (measured.Sheet, measured.Name, measured.Value, measured.Unit, measured.Source.Id));
        Assert.True(measured.IsOverride);
        Assert.Same(measured, Assert.Single(set.Overrides));
        Assert.False(set["Firecracker"].Duration("client").Parameter.IsOverride);
        Assert.Equal("0.06s", measured.Text);
    }

    [Fact]
    public void A_set_stays_as_it_is_and_the_last_value_counts()
    {
        var first = P.With("Firecracker.vmm_start", "60ms");
        var second = first.With("Firecracker.client", "1ms").With("Firecracker.vmm_start", "70ms");
        Assert.Empty(P.Overrides);
        Assert.Equal(3.5.Milliseconds, P["Firecracker"].Duration("vmm_start"));
        Assert.Equal(60.Milliseconds, first["Firecracker"].Duration("vmm_start"));
        Assert.Equal(["client", "vmm_start"], second.Overrides.Select(o => o.Name));
        Assert.Equal((70.Milliseconds, 1.Milliseconds),
            (second["Firecracker"].Duration("vmm_start"), second["Firecracker"].Duration("client")));
    }

    [Theory]
    [InlineData("M5dMetalThreads.cores", "7", "7 cores do not divide into 2 equal parts")]
    [InlineData("RackServer.cores", "2.5", "must be a whole number")]
    [InlineData("RackServer.cores", "10000000000", "must be a whole number below 2^31")]
    [InlineData("RackServer.cores", "0", "cores")]
    [InlineData("RackServer.memory", "5000000GiB", "Memory is 0 B to 4194304 GiB")]
    [InlineData("RackServer.bridge_ports", "2.5", "whole")]
    [InlineData("CpuTopology.remote_latency", "0.5", "RemoteLatency is 1..100")]
    [InlineData("XeonPlatinum8175M.page_table_levels", "9", "PageTableLevels is 1 to 5")]
    public void A_machine_that_cannot_be_made_names_the_number(string name, string value, string reason)
    {
        var set = P.With(name, value);
        var model = name.Split('.')[0] == nameof(HostModel.RackServer) ? nameof(HostModel.RackServer) : nameof(HostModel.M5dMetalThreads);
        var error = Assert.Throws<ParameterException>(() => HostModel.All[model](set));
        Assert.Equal(name, $"{error.Parameter.Sheet}.{error.Parameter.Name}");
        Assert.StartsWith($"{name}: {value} cannot be (", error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void Cores_that_divide_change_the_machine()
    {
        var model = HostModel.M5dMetalThreads(P.With("M5dMetalThreads.cores", "6"));
        Assert.Equal((6, 12, 2), (model.Cores, model.Topology.Cpus, model.Topology.NumaNodes));
    }
}
