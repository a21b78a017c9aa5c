using System.Globalization;

namespace CloudSim.Net.Tests.Traces.Formats;

public class BitbrainsTests
{
    private const string Header = "Timestamp [ms];\tCPU cores;\tCPU capacity provisioned [MHZ];\tCPU usage [MHZ];\tCPU usage [%];\t"
        + "Memory capacity provisioned [KB];\tMemory usage [KB];\tDisk read throughput [KB/s];\tDisk write throughput [KB/s];\t"
        + "Network received throughput [KB/s];\tNetwork transmitted throughput [KB/s]\n";

    private static string Row(string time, int cores = 2, string capacity = "5000.0", string usage = "1000.0", string percent = "20.0",
        string memory = "4096.0", string used = "1024.0") =>
        $"{time};\t{cores};\t{capacity};\t{usage};\t{percent};\t{memory};\t{used};\t1.5;\t2.5;\t3.5;\t4.5\n";

    [Fact]
    public void A_file_is_a_guest_of_its_name_and_each_sample_holds_until_the_next()
    {
        var read = ReadTrace.Of("17.csv", Header + Row("1000") + Row("1299", usage: "2500", percent: "50") + Row("2799"));
        Assert.Equal([("17", 1000, 2099, 2.0, 4.0)], read.Guests.Select(g => (g.Id, g.Submitted, g.Duration, g.Cpus, g.Memory)));
        Assert.Equal((0.4 + 1 + 0.4) / 3, read.Guests[0].Demand, 1e-15);
        Assert.Equal([new("17", 1000, 299, 0.4), new("17", 1299, 1500, 1), new("17", 2799, 300, 0.4)], read.Demands);
        Assert.Equal(("3", "11", "11", "yes", "1799 s", "1"), (read["rows"], read["columns.min"], read["columns.max"],
            read["ends_with_newline"], read["span"], read["series"]));
        Assert.Equal(("299 s", "1500 s", "2", "1", "3", "0"), (read["step.min"], read["step.max"], read["steps_not_300"],
            read["gaps_longer_than_300"], read["samples_per_series.max"], read["rows_earlier_than_the_one_before_in_series"]));
        Assert.Equal(("1000 s since 1970 (header says ms)", "1500 MHz", "3.5 KB/s", "0 MHz"), (read["time.min"], read["usage.mean"],
            read["net_in.max"], read["largest_|usage-capacity*percent/100|"]));
    }

    [Fact]
    public void A_machine_that_is_off_and_other_oddities_are_counted()
    {
        var read = ReadTrace.Of("18.csv", Header + Row("1000", 0, "0", "0", "0", "0", "0") + Row("1300", used: "9999") + Row("1300")
            + Row("1200", capacity: "4000", usage: "4001", percent: "100.5"));
        Assert.Equal(("1", "1", "1", "1", "2", "1", "1"), (read["rows_cores_zero"], read["rows_memory_used_over_provisioned"],
            read["rows_usage_over_capacity"], read["rows_usage_percent_over_100"], read["rows_capacity_changes"],
            read["steps_zero_(duplicate_time)"], read["rows_earlier_than_the_one_before_in_series"]));
        Assert.Equal([(1000, 300, 0.0), (1300, 300, 0.4), (1200, 300, 2.0005)], read.Demands.Select(d => (d.Time, d.Length, d.Cpus)));
        Assert.Equal((2, 4), (read.Guests[0].Cpus, read.Guests[0].Memory));
        Assert.Contains(read.Remarks, remark => remark.StartsWith("1 samples have 0 cores", StringComparison.Ordinal));
    }

    [Fact]
    public void A_machine_that_is_always_off_is_of_unknown_size()
    {
        var guest = Assert.Single(ReadTrace.Of("19.csv", Header + Row("1000", 0, "0", "0", "0", "0", "0")).Guests);
        Assert.Equal((300, double.NaN, double.NaN, 0), (guest.Duration, guest.Cpus, guest.Memory, guest.Demand));
    }

    [Fact]
    public void A_tab_is_not_needed()
    {
        var read = ReadTrace.Of("20.csv", (Header + Row("1000") + Row("1300")).Replace("\t", "", StringComparison.Ordinal));
        Assert.Equal(("bitbrains", "2"), (read.Only.Format.Name, read["rows"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_decimal_comma_is_refused_in_any_culture(bool isGerman)
    {
        var before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
        try
        {
            CultureInfo.CurrentCulture = isGerman ? culture : before;
            Assert.Equal("2: CPU capacity provisioned [MHZ] is '2599,999309' (a number from 0 to 1000000000000000)",
                ReadTrace.Fault("vm.csv", Header + Row("1000", 1, "2599,999309", "19,06", "0,73")));
            Assert.Equal("5000 MHz", ReadTrace.Of("vm.csv", Header + Row("1000"))["capacity.mean"]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Faulty_rows_are_named()
    {
        Assert.StartsWith("1: '1000;\\t2;", ReadTrace.Fault("vm.csv", Row("1000") + Row("1300")), StringComparison.Ordinal);
        Assert.Contains("(Timestamp [ms]; CPU cores; ", ReadTrace.Fault("vm.csv", Row("1000")), StringComparison.Ordinal);
        Assert.Equal("2: Timestamp [ms] is '1376314846000' (a whole number from 0 to 9200000000)",
            ReadTrace.Fault("vm.csv", Header + Row("1376314846000")));
        Assert.Equal("3: CPU usage [MHZ] is '-1' (a number from 0 to 1000000000000000)",
            ReadTrace.Fault("vm.csv", Header + Row("1000") + Row("1300", usage: "-1")));
        Assert.Equal("2: Memory usage [KB] is 'NaN' (a number from 0 to 1000000000000000)",
            ReadTrace.Fault("vm.csv", Header + Row("1000", used: "NaN")));
        Assert.StartsWith("2: 1 field, as ',' stands between them, not ';'",
            ReadTrace.Fault("vm.csv", (Header + Row("1000")).Replace(";\t", ",", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_rows_may_be_left_out()
    {
        var read = ReadTrace.Of("vm.csv", Header + Row("1000") + Row("x") + Row("1300"), skipBad: true);
        Assert.Equal((2, 1, 2), (read.Only.Rows, read.Only.Skipped, read.Demands.Count));
    }

    [Fact]
    public void The_extended_form_has_several_machines_in_a_file()
    {
        static string Sample(int time, string vm, string usage) =>
            $"{time}  {usage}  600  0.0 1.0 0 2.0 0 0 3 1 cluster 2 0.01 1 10 0.0 0.0  2000  {vm}  4096\n";
        var read = ReadTrace.Of("vm.txt", Sample(1000, "a", "500") + Sample(1000, "b", "1000") + Sample(1600, "a", "1500"));
        Assert.Equal(("bitbrains-ex", "3", "21", "2", "1000 s since 1970", "1600 s since 1970"), (read.Only.Format.Name, read["rows"],
            read["columns"], read["vms"], read["time.min"], read["time.max"]));
        Assert.Equal([new("a", 1000, 900, 2, 4096, 1), new("b", 1000, 300, 2, 4096, 1)], read.Guests);
        Assert.Equal([new("a", 1000, 600, 0.5), new("a", 1600, 300, 1.5), new("b", 1000, 300, 1)], read.Demands);
        Assert.Equal("2: cpu_usage is '-3' (a number from 0 to 1000000000000000)",
            ReadTrace.Fault("vm.txt", Sample(1000, "a", "500") + Sample(1300, "a", "-3")));
    }
}
