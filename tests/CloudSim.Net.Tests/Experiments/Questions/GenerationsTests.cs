using CloudSim.Net.Hardware;

namespace CloudSim.Net.Tests.Experiments.Questions;

public class GenerationsTests
{
    [Theory]
    [InlineData(13, "second")]
    [InlineData(14, "third")]
    public void The_generation_is(int number, string generation) => Assert.Equal(generation, Asked.Text(number));

    [Fact]
    public void Without_an_IOMMU_no_device_can_be_passed_through()
    {
        var models = Asked.Models with { Cpus = [.. Asked.Models.Cpus.Select(c => c with { HasIommu = false })] };
        Assert.Equal(("second", "none"), (Asked.Text(13, models), Asked.Text(14, models)));
        Assert.Contains("IOMMU", Asked.Answer(14, models).Evidence);
    }

    [Fact]
    public void Without_nested_page_tables_on_the_CPUs_before_it_the_third_brings_them()
    {
        var models = Asked.Models;
        var late = models with
        {
            Cpus = [.. models.Cpus.Select(c => c.Generation == CpuGeneration.NestedPaging
                ? c with { Generation = CpuGeneration.HardwareAssist } : c)],
        };
        Assert.Equal(("third", "third"), (Asked.Text(13, late), Asked.Text(14, late)));
        Assert.Equal("none", Asked.Text(13, models with { Cpus = [.. models.Cpus.Take(2)] }));
    }

    [Fact]
    public void Nested_paging_leaves_page_tables_to_the_guest_and_shadow_paging_does_not()
    {
        var evidence = Asked.Answer(13).Evidence;
        Assert.Matches("100 writes of page-table entries and .* switches: 0, and 783 in", evidence);
        var trace = Asked.Answer(13).Trace;
        Assert.Equal(3, trace.Count(line => line.Contains("is refused")));
        Assert.Equal(5, trace.Count(line => line.Contains("starts in")));
    }

    [Fact]
    public void A_device_passed_through_is_used_without_exits()
    {
        Assert.Contains("100 reads of the disk: 0, and 100 in virtual machine (QEMU/KVM)", Asked.Answer(14).Evidence);
        Assert.Equal(3, Asked.Answer(14).Trace.Count(line => line.Contains("pass-through (KVM) is refused: it needs")));
    }

    [Fact]
    public void The_order_of_the_cpus_does_not_matter()
    {
        var models = Asked.Models with { Cpus = [.. Asked.Models.Cpus.Reverse()] };
        Assert.Equal(("second", "third"), (Asked.Text(13, models), Asked.Text(14, models)));
    }
}
