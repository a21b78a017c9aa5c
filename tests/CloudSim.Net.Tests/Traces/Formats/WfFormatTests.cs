using CloudSim.Net.Tests.Experiments;

namespace CloudSim.Net.Tests.Traces.Formats;

public sealed class WfFormatTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Job_begins_when_the_last_of_its_parents_ends()
    {
        var read = new SampleTrace(Path.Combine(SampleTrace.Samples, "wfformat", "1.2", "trace.json"));
        Assert.Equal(("4", "21", "4", "4", "1.2"),
            (read["jobs"], read["makespan"], read["edges_(parents)"], read["edges_(children)"], read["schemaVersion"]));
        Assert.Equal(("1", "3", "2", "19.5"), (read["roots"], read["levels"], read["largest_level"], read["critical_path"]));
        Assert.Equal([("ID000001", 0.0, 4.0), ("ID000002", 4, 12.5), ("ID000003", 4, 9.25), ("ID000004", 16.5, 3)],
            read.Guests.Select(g => (g.Id, g.Submitted, g.Duration)));
        Assert.Equal((2.0, 64.0, 1.81), (read.Guests[1].Cpus, read.Guests[1].Memory, read.Guests[1].Demand));
        Assert.Contains(read.Remarks, remark => remark.StartsWith("when jobs began is not told", StringComparison.Ordinal));
    }

    [Fact]
    public void Newer_version_tells_when_jobs_began()
    {
        var read = new SampleTrace(Path.Combine(SampleTrace.Samples, "wfformat", "1.5", "trace.json"));
        Assert.Equal(("4", "21", "4", "1.5"), (read["jobs"], read["makespan"], read["edges_(parents)"], read["schemaVersion"]));
        Assert.Equal([("ID000001", 0.0, 4.0), ("ID000002", 5, 12.5), ("ID000003", 6, 9.25), ("ID000004", 18, 3)],
            read.Guests.Select(g => (g.Id, g.Submitted - 1_577_836_800, g.Duration)));
        Assert.Equal((2.0, 64.0, 1.81), (read.Guests[1].Cpus, read.Guests[1].Memory, read.Guests[1].Demand));
        Assert.Empty(read.Remarks);
    }

    [Fact]
    public void Specification_without_execution_has_jobs_of_unknown_length()
    {
        Write("""{"schemaVersion":"1.5","workflow":{"specification":{"tasks":[{"name":"x","id":"A","parents":[],"children":[]}]}}}""");
        var read = new SampleTrace(folder.Path);
        Assert.Equal(double.NaN, Assert.Single(read.Guests).Duration);
        Assert.Equal(("1", "", "0"), (read["jobs"], read["makespan"], read["runtime.n"]));
    }

    [Fact]
    public void Execution_may_come_first_and_names_may_be_the_same()
    {
        Write("""
            {"workflow":{"execution":{"makespanInSeconds":3,"tasks":[{"id":"A","runtimeInSeconds":1},{"id":"B","runtimeInSeconds":2}]},
            "specification":{"tasks":[{"name":"x","id":"A","parents":[],"children":["B"]},
            {"name":"x","id":"B","parents":["A"],"children":[]}]}},"schemaVersion":"1.5"}
            """);
        var read = new SampleTrace(folder.Path);
        Assert.Equal([("A", 0.0, 1.0), ("B", 1, 2)], read.Guests.Select(g => (g.Id, g.Submitted, g.Duration)));
    }

    [Fact]
    public void Children_may_be_missing_altogether()
    {
        Jobs("""{"name":"a","parents":[],"runtime":1}""", """{"name":"b","parents":["a"],"runtime":1}""");
        var read = new SampleTrace(folder.Path);
        Assert.Equal([0, 1], read.Guests.Select(g => g.Submitted));
        Assert.Contains("children are not given: the graph is that of the parents", read.Remarks);
    }

    [Theory]
    [InlineData("""{"name":"a","parents":[],"children":["b"]}""", """{"name":"b","parents":[],"children":["c"]}""",
        """{"name":"c","parents":["b"],"children":[]}""", "trace.json:3: a names b as child, which does not name it as parent")]
    [InlineData("""{"name":"a","parents":[],"children":[]}""", """{"name":"b","parents":["a"],"children":["c"]}""",
        """{"name":"c","parents":["b"],"children":[]}""", "trace.json:4: b names a as parent, which does not name it as child")]
    [InlineData("""{"name":"a","parents":["c"]}""", """{"name":"b","parents":["a"]}""", """{"name":"c","parents":["b"]}""",
        "its own parent")]
    [InlineData("""{"name":"a","parents":["d"]}""", """{"name":"b"}""", """{"name":"c"}""", "trace.json:3: a names d as parent (a job")]
    [InlineData("""{"name":"a"}""", """{"name":"b"}""", """{"name":"a"}""", "trace.json:5: a stands twice, first in line 3")]
    [InlineData("""{"name":"a"}""", """{"name":"b","runtime":-1}""", """{"name":"c"}""", "trace.json:4: runtime is '-1' (a number from 0")]
    [InlineData("""{"name":"a"}""", """{"name":"b","runtime":1e999}""", """{"name":"c"}""", "trace.json:4: runtime is '1e999'")]
    [InlineData("""{"name":"a"}""", """{"name":"b","cores":0}""", """{"name":"c"}""", "trace.json:4: cores is '0'")]
    [InlineData("""{"name":"a"}""", """{"name":"b","parents":"a"}""", """{"name":"c"}""", "trace.json:4: parents is 'a' (a list")]
    [InlineData("""{"name":"a"}""", """{"type":"b"}""", """{"name":"c"}""", "trace.json:4: a job has neither name nor id")]
    [InlineData("""{"name":"a"}""", """{"name":"b" "runtime":1}""", """{"name":"c"}""", "trace.json:4: is no JSON that can be read on")]
    public void Fault_is_named(string first, string second, string third, string what)
    {
        Jobs(first, second, third);
        Assert.Contains(what, SampleTrace.Fault(folder.Path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_or_empty_document_is_refused()
    {
        var text = File.ReadAllText(Path.Combine(SampleTrace.Samples, "wfformat", "1.2", "trace.json"));
        Write(text[..(text.Length / 2)]);
        Assert.Contains("is no JSON that can be read on", SampleTrace.Fault(folder.Path).Message, StringComparison.Ordinal);
        Write("""{"schemaVersion":"1.2","workflow":{"jobs":[]}}""");
        Assert.Contains("has no jobs", SampleTrace.Fault(folder.Path).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"name\":\"x?\"")]
    [InlineData("\"x?\":1,\"name\":\"x\"")]
    [InlineData("\"name\":\"x\",\"executedAt\":\"?\"")]
    public void Text_that_is_no_unicode_is_refused_with_its_line(string job)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes($"{{\"workflow\":{{\n\"jobs\":[{{{job}}}]}}}}");
        File.WriteAllBytes(folder.At("trace.json"), [.. bytes.Select(b => b == (byte)'?' ? (byte)0xff : b)]);
        Assert.Contains("trace.json:2: is no text in UTF-8", SampleTrace.Fault(folder.Path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Execution_must_be_of_a_task_and_once()
    {
        Write("""{"workflow":{"specification":{"tasks":[{"name":"x","id":"A"}]},"execution":{"tasks":[{"id":"B"}]}}}""");
        Assert.Contains("task B is not in the specification", SampleTrace.Fault(folder.Path).Message, StringComparison.Ordinal);
        Write("""{"workflow":{"specification":{"tasks":[{"name":"x","id":"A"}]},"execution":{"tasks":[{"id":"A"},{"id":"A"}]}}}""");
        Assert.Contains("task A was run twice", SampleTrace.Fault(folder.Path).Message, StringComparison.Ordinal);
    }

    private void Jobs(params string[] jobs) =>
        Write($"{{\"schemaVersion\":\"1.2\",\"workflow\":{{\n\"jobs\":[\n{string.Join(",\n", jobs)}\n]}}}}");

    private void Write(string text) => File.WriteAllText(folder.At("trace.json"), text);
}
