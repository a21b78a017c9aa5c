using CloudSim.Net.Traces;

namespace CloudSim.Net.Tests.Traces;

/// <summary>The made-up traces that are shipped.</summary>
public class SampleTests
{
    private static readonly string Samples = Path.Combine(Repository.Root, "experiments", "samples", "traces");

    [Theory]
    [InlineData("swf/made-up.swf", "swf",
        "jobs=12 header_lines=8 partial_executions=2 duplicate_job_numbers=2 rows_unsorted_by_submit=1 jobs_run_zero=1")]
    [InlineData("gwf/made-up.gwf", "gwf",
        "jobs=10 workflows=3 edges=8 edges_to_jobs_not_before=1 run.minus_one=1")]
    [InlineData("huawei-vm-placement/Huawei-East-1.csv", "huawei-vm-placement",
        "creations=20 deletions=12 never_deleted=9 deleted_without_creation=1")]
    [InlineData("azure-functions-2019/invocations_per_function_md.anon.d02.csv", "azure-functions-2019",
        "functions=4 minute_columns=1440 invocations[row 4]=0")]
    [InlineData("azure-functions-2019/function_durations_percentiles.anon.d02.csv", "azure-functions-2019",
        "functions=5 Minimum.n=4 functions_not_in_invocations.csv=1")]
    [InlineData("azure-functions-2019/app_memory_percentiles.anon.d02.csv", "azure-functions-2019",
        "rows=3 columns=12 has_HashFunction_column=no")]
    [InlineData("azure-functions-2021/AzureFunctionsInvocationTraceForTwoWeeksJan2021.txt", "azure-functions-2021",
        "invocations=25 starts_negative=1 duration_zero=2 rows_unsorted_by_end=1")]
    public void A_sample_shows_its_oddities(string file, string format, string figures)
    {
        var probe = Probe.Of(Path.Combine(Samples, file));
        Assert.Equal(format, Assert.Single(probe.Readings).Format.Name);
        probe.Has(figures.Replace("[row ", "[row_", StringComparison.Ordinal).Split(' ')
            .Select(figure => figure.Replace("[row_", "[row ", StringComparison.Ordinal)).ToArray());
    }

    [Fact]
    public void A_sample_is_small()
    {
        Assert.All(new DirectoryInfo(Samples).EnumerateFiles("*", SearchOption.AllDirectories), file =>
            Assert.InRange(file.Length, 1, 20_000));
    }
}
