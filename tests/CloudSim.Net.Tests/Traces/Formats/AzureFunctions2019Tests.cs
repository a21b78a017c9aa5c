using CloudSim.Net.Tests.Experiments;

namespace CloudSim.Net.Tests.Traces.Formats;

public sealed class AzureFunctions2019Tests : IDisposable
{
    private const string Invocations = "HashOwner,HashApp,HashFunction,Trigger,1,2,3\n",
        Durations = "HashOwner,HashApp,HashFunction,Average,Count,Minimum,Maximum,percentile_Average_0,percentile_Average_1,"
            + "percentile_Average_25,percentile_Average_50,percentile_Average_75,percentile_Average_99,percentile_Average_100\n",
        Sizes = "SampleCount,AverageAllocatedMb,AverageAllocatedMb_pct1,AverageAllocatedMb_pct5,AverageAllocatedMb_pct25,"
            + "AverageAllocatedMb_pct50,AverageAllocatedMb_pct75,AverageAllocatedMb_pct95,"
            + "AverageAllocatedMb_pct99,AverageAllocatedMb_pct100\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Invocations_are_told_by_minute()
    {
        var probe = Probe.Text("a.csv", Invocations + "o,a,f,http,1,0,5\no,a,g,timer,2,0,0\np,b,f,http,0,0,0");
        Assert.Equal([(0, 60, 3), (120, 60, 5)], probe.Events);
        probe.Has("functions=3", "columns=7", "minute_columns=3", "apps=2", "owners=2", "ends_with_newline=no", "invocations=8",
            "invocations[row 1]=6", "invocations[row 2]=2", "invocations[row 3]=0", "span=180", "peak_per_minute=5",
            "minutes_without_any_invocation=1", "trigger[http]=2", "trigger[timer]=1", "duplicate_functions=0");
    }

    [Fact]
    public void Minutes_of_a_later_day_come_after_those_before()
    {
        File.WriteAllText(folder.At("invocations_per_function_md.anon.d03.csv"), Invocations + "o,a,f,http,0,4,0\n");
        File.WriteAllText(folder.At("invocations_per_function_md.anon.d01.csv"), Invocations + "o,a,f,http,1,0,0\n");
        Assert.Equal([(0, 60, 1), ((2 * 86_400) + 60, 60, 4)], Probe.Of(folder.Path).Events);
    }

    [Fact]
    public void Durations_have_holes_and_are_weighed()
    {
        File.WriteAllText(folder.At("invocations.csv"), Invocations + "o,a,f,http,1,0,5\n");
        File.WriteAllText(folder.At("durations.csv"), Durations + "o,a,f,100,3,50,200,60,60,80,90,120,200,200\n"
            + "o,a,g,20.5,1,,,5,4,6,7,8,9,10\n");
        var probe = Probe.Of(folder.At("durations.csv"));
        probe.Has("functions=2", "columns=14", "Average.n=2", "Average.mean=60.25", "Count.sum=4", "Minimum.n=1", "Maximum.max=200",
            "rows_with_percentiles_falling=1", "rows_with_average_over_p99=1", "weighted_average=80.125",
            "functions_not_in_invocations.csv=1", "duplicate_functions=0");
        Assert.Contains("some functions have no Minimum or Maximum", probe.Remarks);
    }

    [Fact]
    public void Invocations_of_the_same_day_are_found()
    {
        File.WriteAllText(folder.At("invocations_per_function_md.anon.d02.csv"), Invocations + "o,a,f,http,1,0,5\n");
        foreach (var day in new[] { "d02", "d03" })
            File.WriteAllText(folder.At($"function_durations_percentiles.anon.{day}.csv"), Durations + "o,a,f,1,3,1,1,1,1,1,1,1,1,1\n");
        Probe.Of(folder.At("function_durations_percentiles.anon.d02.csv")).Has("functions_not_in_invocations.csv=0");
        Assert.DoesNotContain("functions_not_in_invocations.csv",
            Probe.Of(folder.At("function_durations_percentiles.anon.d03.csv")).Figures.Keys);
    }

    [Fact]
    public void Memory_is_of_applications_or_of_functions()
    {
        var apps = Probe.Text("a.csv", "HashOwner,HashApp," + Sizes + "o,a,10,100,1,2,3,4,5,6,7,8\no,b,30,50,1,2,3,4,5,6,9,8\n");
        apps.Has("rows=2", "columns=12", "has_HashFunction_column=no", "apps=2", "AverageAllocatedMb.mean=75", "pct99.max=9",
            "SampleCount.sum=40", "rows_with_percentiles_falling=1", "duplicate_rows=0");
        Probe.Text("a.csv", "HashOwner,HashApp,HashFunction," + Sizes + "o,a,f,10,100,1,2,3,4,5,6,7,8\no,a,f,1,1,1,1,1,1,1,1,1,1").Has(
            "rows=2", "columns=13", "has_HashFunction_column=yes (the published file has none: memory is per app)", "duplicate_rows=1");
    }

    [Theory]
    [InlineData(Invocations + "o,a,f,http,1,-1,5\n", "2: 2 is '-1' (a whole number from 0 to 2147483647)")]
    [InlineData(Invocations + "o,a,f,http,1,1.5,5\n", "2: 2 is '1.5' (a whole number from 0 to 2147483647)")]
    [InlineData(Invocations + "o,a,f,,1,1,5\n", "2: Trigger is '' (a text)")]
    [InlineData(Invocations + "o,a,f,http,1,1\n", "2: 6 fields (7 fields: HashOwner,HashApp,HashFunction,Trigger,1,2,3)")]
    [InlineData("HashOwner,HashApp,HashFunction,Trigger,1,3\n", "1: column 6 is '3' (minute 2)")]
    [InlineData(Durations + "o,a,f,NaN,3,50,200,60,60,80,90,120,200,200\n", "2: Average is 'NaN' (a number from 0 to")]
    [InlineData(Durations + "o,a,f,1,-3,50,200,60,60,80,90,120,200,200\n", "2: Count is '-3' (a whole number from 0)")]
    [InlineData("HashOwner,HashApp," + Sizes + "o,a,10,x,1,2,3,4,5,6,7,8\n", "2: AverageAllocatedMb is 'x' (a number from 0 to")]
    public void What_is_wrong_is_named(string text, string message) => Assert.StartsWith(message, Probe.Wrong("a.csv", text));

    [Theory]
    [InlineData("invocations.csv", "o,a,f,http,1,2\n",
        "1: 'o,a,f,http,1,2' are not the columns (5 columns: HashOwner,HashApp,HashFunction,Trigger,1)")]
    [InlineData("function_durations_percentiles.anon.d01.csv", "o,a,f,1\n", "1: 'o,a,f,1' are not the columns (14 columns: HashOwner,")]
    [InlineData("app_memory_percentiles.anon.d01.csv", "o,a,1\n",
        "1: 'o,a,1' are not the columns (12 columns: HashOwner,HashApp,SampleCount,")]
    [InlineData("x.csv", "HashOwner;HashApp;HashFunction;Trigger;1\n",
        "1: 1 field, as ';' stands between the columns, not ',' (5 columns:")]
    public void A_missing_header_is_named(string name, string text, string message) => Assert.StartsWith(message, Probe.Wrong(name, text));
}
