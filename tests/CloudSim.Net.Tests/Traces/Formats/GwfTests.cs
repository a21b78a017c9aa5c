using CloudSim.Net.Traces;

namespace CloudSim.Net.Tests.Traces.Formats;

public class GwfTests
{
    private const string Header = "WorkflowID, JobID     , SubmitTime, RunTime   , NProcs    , ReqNProcs , Dependencies\n";

    [Fact]
    public void A_job_is_a_guest_of_its_workflow()
    {
        var probe = Probe.Text("a.gwf", Header + "0 , 1 , 16, 11, 2, 4, \n0, 2, 30, 0, -1, 4, 1\n1, 1, 5, -1, 1, 1, 2 3\n");
        Assert.Equal([new("0/1", 16, 11, 2, double.NaN, double.NaN), new("0/2", 30, 0, 4, double.NaN, double.NaN),
            new("1/1", 5, double.NaN, 1, double.NaN, double.NaN)], probe.Guests);
        probe.Has("jobs=3", "workflows=2", "columns=7", "edges=3", "edges_to_jobs_not_before=2", "jobs_without_dependencies=1",
            "submit.min=5", "submit.max=30", "rows_unsorted_by_submit=1", "run.n=2", "run.mean=5.5", "run.minus_one=1",
            "last_end_(submit+run)=30");
        Assert.Contains("some jobs come after others that stand later in the file, or nowhere in it", probe.Remarks);
    }

    [Theory]
    [InlineData("0,2,1,1,1,1", "3: 6 fields (7 fields: WorkflowID,JobID,SubmitTime,RunTime,NProcs,ReqNProcs,Dependencies)")]
    [InlineData("0,1,1,1,1,1,", "3: job 0/1 stands twice, first in line 2 (a number of its own for each job of a workflow)")]
    [InlineData("0,2,1,1,1,1,2", "3: Dependencies is '2' (jobs other than itself)")]
    [InlineData("0,2,-3,1,1,1,", "3: SubmitTime is '-3' (a number from 0 to 9200000000)")]
    [InlineData("0,2,3,Infinity,1,1,", "3: RunTime is 'Infinity' (a number")]
    [InlineData("0,,3,1,1,1,", "3: JobID is '' (a text)")]
    public void What_is_wrong_is_named(string line, string message) =>
        Assert.StartsWith(message, Probe.Wrong("a.gwf", Header + "0, 1, 1, 1, 1, 1,\n" + line + "\n"));

    [Theory]
    [InlineData("0, 1, 1, 1, 1, 1,\n", "1: '0, 1, 1, 1, 1, 1,' are not the columns (7 columns: WorkflowID,JobID,")]
    [InlineData("WorkflowID;JobID\n1;1\n", "1: 1 field, as ';' stands between the columns, not ',' (7 columns: WorkflowID,JobID,")]
    public void A_missing_header_is_named(string text, string message) => Assert.StartsWith(message, Probe.Wrong("a.gwf", text));
}
