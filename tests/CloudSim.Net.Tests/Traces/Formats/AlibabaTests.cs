namespace CloudSim.Net.Tests.Traces.Formats;

public class AlibabaTests
{
    private const string Tasks2017 = "300,900,1,1,10,Terminated,50,0.01\n200,0,1,2,2,Running,100,0.02\n950,960,2,3,8,Waiting,,\n";

    private const string Tasks2018 = "M1,4.0,j_1,1,Terminated,100,200,100,0.3\nR2_1,1,j_1,1,Terminated,150,260,50,0.3\n"
        + "J4_2_3_,1,j_1,1,Terminated,300,320,100,0.5\ntask_QQ==,1,j_2,1,Failed,200,0,50,0.1\nM1,1,j_3,1,Running,210,,100,0.4\n"
        + "M1,1,j_4,1,Waiting,0,0,,\nM9_1,1,j_5,1,Failed,400,390,100,0.2\n";

    [Theory]
    [InlineData("")]
    [InlineData("create_timestamp,modify_timestamp,job_id,task_id,instance_num,status,plan_cpu,plan_mem\n")]
    public void Tasks_of_2017_have_hundredths_of_a_core_and_mostly_no_header(string header)
    {
        var read = ReadTrace.Of("batch_task.csv", header + Tasks2017);
        Assert.Equal(("alibaba-2017", "3", header.Length > 0 ? "yes" : "no"), (read.Only.Format.Name, read["rows"], read["header"]));
        Assert.Equal([new("1/1", 300, 600, 5, double.NaN, double.NaN), new("1/2", 200, double.PositiveInfinity, 2, double.NaN, double.NaN)],
            read.Guests);
        Assert.Equal(("1", "1", "1", "1", "2"), (read["rows_unsorted_by_time"], read["rows_end_zero_with_start_set"],
            read["rows_without_cpu_and_memory"], read["status[Waiting]"], read["jobs"]));
        Assert.Equal(("75 1/100 core", "2 values", "200 s", "960 s", "600 s"), (read["cpu.mean"], read["memory.n"], read["time.min"],
            read["time.max"], read["duration.max"]));
    }

    [Theory]
    [InlineData("900,300,1,1,1,Terminated,50,0.01", "2: end 300 is before create 900 (a task that ends after it was created, or 0)")]
    [InlineData("-1,300,1,1,1,Terminated,50,0.01", "2: create_timestamp is '-1' (a whole number from 0 to 9200000000)")]
    [InlineData("1,300,1,1,1,Terminated,Infinity,0.01", "2: plan_cpu is 'Infinity' (a number from 0 to 1000000000)")]
    [InlineData("1,300,,1,1,Terminated,5,0.01", "2: job_id is '' (a text)")]
    public void A_faulty_task_is_named(string row, string fault) =>
        Assert.Equal(fault, ReadTrace.Fault("batch_task.csv", "1,2,3,4,5,Terminated,50,0.01\n" + row + "\n1,2,3,4,5,Terminated,50,0.01\n"));

    [Fact]
    public void Instances_of_2017_are_demands_of_their_task()
    {
        var read = ReadTrace.Of("batch_instance.csv",
            "300,500,1,2,11,Terminated,1,1,1.2,0.4,0.02,0.01\n-20,80,1,2,11,Failed,1,1,1,0.5,0.1,0.1\n"
            + "700,800,,,12,Running,1,1,,,,\n900,0,1,2,11,Running,1,1,0.1,0.1,,\n900,850,1,2,11,Failed,1,1,0.1,0.1,,\n");
        Assert.Equal([new("1/2", 300, 200, 0.4), new("1/2", -20, 100, 0.5)], read.Demands);
        Assert.Equal(("1", "1", "1", "1", "-20 s"), (read["rows_without_job_or_task"], read["rows_start_zero_or_negative"],
            read["rows_end_zero"], read["rows_end_before_start"], read["time.min"]));
        Assert.Equal(("4 values", "1.2 cores", "10", "2"), (read["cpu_max.n"], read["cpu_max.max"], read["empty_cells"],
            read["status[Failed]"]));
        Assert.Empty(read.Guests);
    }

    [Fact]
    public void Servers_and_containers_of_2017()
    {
        var servers = ReadTrace.Of("server_event.csv", "0,1,add,,64,0.69,1\n0,2,add,,64,1,1\n500,2,softerror,linkerror,,,\n");
        Assert.Equal(("server_event", "2", "2", "1", "64 cores"), (servers.Only.Format.Kind, servers["machines"],
            servers["event_type[add]"],
            servers["event_type[softerror]"], servers["cpus.max"]));
        var usage = ReadTrace.Of("server_usage.csv", "300,1,20,40,30,5,5,5\n600,1,30,40,,5,5,5\n");
        Assert.Equal(("server_usage", "25 %", "1", "0"), (usage.Only.Format.Kind, usage["cpu.mean"], usage["disk.empty"],
            usage["steps_not_300"]));
        Assert.Empty(usage.Demands);
        var containers = ReadTrace.Of("container_event.csv", "0,Create,7,1,4,0.04,0.03,1|2|3|4\n450,Create,8,1,8,0.04,0.03,5\n");
        Assert.Equal([("7", 0, 4.0), ("8", 450, 8)], containers.Guests.Select(g => (g.Id, g.Submitted, g.Cpus)));
        Assert.All(containers.Guests, guest => Assert.Equal(double.PositiveInfinity, guest.Duration));
        var used = ReadTrace.Of("container_usage.csv", "300,7,10,50,20,1,1,1,1.1,2,1.9,4\n900,7,120,50,,1,1,1,,,,\n");
        Assert.Equal([new("7", 300, 600, double.NaN, 0.1), new("7", 900, 300, double.NaN, 1.2)], used.Demands);
    }

    [Fact]
    public void Tasks_of_2018_hold_a_graph_in_their_names()
    {
        var read = ReadTrace.Of("batch_task.csv", Tasks2018);
        Assert.Equal([("j_1/M1", 100, 100, 4.0), ("j_1/R2_1", 150, 110, 0.5), ("j_1/J4_2_3_", 300, 20, 1),
            ("j_2/task_QQ==", 200, double.NaN, 0.5), ("j_3/M1", 210, double.PositiveInfinity, 1)],
            read.Guests.Select(g => (g.Id, g.Submitted, g.Duration, g.Cpus)));
        Assert.Equal(("1", "4", "2", "1", "3"), (read["independent_tasks_(name without a DAG)"], read["edges"],
            read["tasks_with_a_parent_that_is_not_in_the_job"], read["tasks_that_start_before_a_parent_ends"],
            read["tasks_without_parents"]));
        Assert.Equal(("1", "1", "1", "1", "5"), (read["rows_end_zero_with_start_set"], read["rows_never_started"], read["rows_end_empty"],
            read["rows_end_before_start"], read["jobs"]));
        Assert.Contains("1 tasks end before they start: they are not told", read.Remarks);
    }

    [Fact]
    public void Instances_of_2018_use_hundredths_of_a_core()
    {
        var read = ReadTrace.Of("batch_instance.csv", "ins_1,M1,j_1,1,Terminated,100,150,m_1,1,1,40,90,0.1,0.2\n"
            + "ins_2,M1,j_1,1,Failed,100,0,m_2,1,1,,,,\n");
        Assert.Equal([new("j_1/M1", 100, 50, 0.4)], read.Demands);
        Assert.Equal(("2", "1", "90 1/100 core"), (read["machines"], read["rows_end_zero"], read["cpu_max.max"]));
    }

    [Fact]
    public void Codes_for_invalid_are_no_values()
    {
        var read = ReadTrace.Of("container_usage.csv", "c_1,m_1,100,40,90,1.1,3.5,2,0.1,0.1,5\nc_1,m_1,110,-1,101,,,,,,101\n"
            + "c_1,m_1,130,50,91,1.2,3.4,2,0.1,0.1,4\nc_2,m_1,90,5,30,,,,,,\nc_2,m_1,90,7,30,,,,,,-1\n");
        Assert.Equal(("4", "1", "4", "2", "2", "1"), (read["cpu.valid_values"], read["cpu.invalid"], read["mem.valid_values"],
            read["disk.valid_values"], read["disk.invalid"], read["disk.empty"]));
        Assert.Equal(("2", "1", "1", "25.5 %"), (read["containers"], read["duplicate_(container,time)"], read["rows_unsorted_by_time"],
            read["cpu.mean"]));
        Assert.Equal([new("c_1", 100, 10, double.NaN, 0.4), new("c_1", 130, 10, double.NaN, 0.5), new("c_2", 90, 10, double.NaN, 0.07)],
            read.Demands);
        Assert.Equal("1: cpu_util_percent is '100.5' (a number from 0 to 100)",
            ReadTrace.Fault("container_usage.csv", "c_1,m_1,100,100.5,90,1.1,3.5,2,0.1,0.1,5\n"));
        Assert.Equal("1: mem_util_percent is '-2' (a number from 0 to 100)",
            ReadTrace.Fault("machine_usage.csv", "m_1,100,10,-2,,,40.1,33.2,5\n"));
    }

    [Fact]
    public void Machines_and_containers_of_2018()
    {
        var machines = ReadTrace.Of("machine_meta.csv", "m_1,0,7,301,96,100,USING\nm_2,5,7,302,,,IMPORT\n");
        Assert.Equal(("machine_meta", "2", "1", "2", "1", "96 cores"), (machines.Only.Format.Kind, machines["machines"],
            machines["failure_domains_1"], machines["empty_cells"], machines["status[IMPORT]"], machines["cpus.mean"]));
        var usage = ReadTrace.Of("machine_usage.csv",
            "m_1,100,30,80,,,40.1,33.2,5\nm_1,110,32,81,1.2,2,40.1,33.2,6\nm_1,150,34,81,1,2,3,4,5\n");
        Assert.Equal(("1", "1", "40 s", "50 s", "1"), (usage["steps_not_10"], usage["gaps_longer_than_10"], usage["step.max"],
            usage["span"],
            usage["mem_gps.empty"]));
        Assert.Empty(usage.Demands);
        var containers = ReadTrace.Of("container_meta.csv",
            "c_1,m_1,120,app_1,started,400,800,1.56\nc_1,m_2,20,app_1,started,400,800,1.56\n"
            + "c_2,m_1,60,app_2,allocated,800,800,3\nc_2,m_1,400,app_2,stopped,800,800,3\n");
        Assert.Equal([("c_1", 20, double.PositiveInfinity, 4.0), ("c_2", 60, 340, 8)],
            containers.Guests.Select(g => (g.Id, g.Submitted, g.Duration, g.Cpus)));
        Assert.Equal(("2", "2", "1"), (containers["containers"], containers["apps"], containers["rows_on_another_machine_than_before"]));
    }
}
