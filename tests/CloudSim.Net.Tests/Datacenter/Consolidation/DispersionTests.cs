using CloudSim.Net.Datacenter.Consolidation;

namespace CloudSim.Net.Tests.Datacenter.Consolidation;

public class DispersionTests
{
    [Theory]
    [InlineData(3, new double[] { 1, 3, 7 })]
    [InlineData(2.5, new double[] { 4, 1, 3, 2 })]
    [InlineData(5, new double[] { 5 })]
    public void A_median_is_the_middle_or_the_mean_of_two(double expected, double[] values) =>
        Assert.Equal(expected, Dispersion.Median(values));

    [Theory]
    [InlineData(1, new double[] { 9, 1, 6, 2, 4, 1, 2 })] // median 2; distances 0 0 1 1 2 4 7
    [InlineData(1, new double[] { 1, 2, 3, 4 })] // median 2.5; distances 0.5 0.5 1.5 1.5
    [InlineData(0, new double[] { 7, 7, 7, 100 })]
    public void A_median_absolute_deviation_is_the_median_distance(double expected, double[] values) =>
        Assert.Equal(expected, Dispersion.MedianAbsoluteDeviation(values));

    [Theory]
    [InlineData(7, new double[] { 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1 })] // ranks 3.25 and 9.75: 3 and 10
    [InlineData(30, new double[] { 50, 10, 40, 20, 30 })] // ranks 1.5 and 4.5: halves go up, to 2 and 5
    [InlineData(0, new double[] { 4 })]
    public void Quartiles_are_of_the_nearest_rank_of_n_and_1(double expected, double[] values) =>
        Assert.Equal(expected, Dispersion.InterquartileRange(values));
}
