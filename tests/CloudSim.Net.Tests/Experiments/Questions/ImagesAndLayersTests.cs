using CloudSim.Net.Experiments.Questions;
using CloudSim.Net.Images;
using static CloudSim.Net.Tests.Experiments.Questions.Asked;

namespace CloudSim.Net.Tests.Experiments.Questions;

public class ImagesAndLayersTests
{
    // Each machine counts its layers and names them so.
    private static CourseModels WithoutDigests
    {
        get
        {
            var counters = new Dictionary<string, int>();
            return Models with
            {
                Layer = (machine, entries) => new Layer(entries,
                    id: Digest.Of($"{machine} {counters[machine] = counters.GetValueOrDefault(machine) + 1}")),
            };
        }
    }

    [Theory]
    [InlineData(25, "yes", "no")]
    [InlineData(26, "no", "no")]
    [InlineData(27, "the whole file is copied up", "the whole file is copied up")]
    [InlineData(28, "a whiteout in the writable layer hides it", "a whiteout in the writable layer hides it")]
    public void A_layer_is_named_by_its_content(int number, string answer, string withoutDigests)
    {
        Assert.Equal(answer, Text(number));
        Assert.Equal(withoutDigests, Text(number, WithoutDigests));
    }

    [Fact]
    public void A_third_machine_that_names_layers_otherwise_is_found()
    {
        var models = Models with
        {
            Layer = (machine, entries) => machine == "another builder" ? new Layer(entries, id: Digest.Of(machine)) : new Layer(entries),
        };
        Assert.Equal("no", Text(25, models));
        Assert.Contains("3 of 3 layers had the same name", Answer(25, models).Evidence);
    }

    [Fact]
    public void The_run_counts_bytes()
    {
        Assert.Contains("0 B of the disk for an image of 78.01 MiB, and read 0 B", Answer(26).Evidence);
        Assert.Contains("the first time copied 64 MiB up into the writable layer, the second time 0 B", Answer(27).Evidence);
        Assert.Contains(Answer(28).Trace, line => line.Contains("/usr/lib/libc.so, a whiteout"));
        Assert.Contains(Answer(28).Trace, line => line.Contains("container 2 of the same image looks it up: success, 2 MiB"));
    }
}
