namespace CloudSim.Net.Tests.Engine;

/// <summary>Summaries have Sim#'s columns.</summary>
public class SummaryTests
{
    [Fact]
    public void Of_samples()
    {
        var monitor = new SampleMonitor("waiting", collect: true);
        foreach (double x in new[] { 0.0, 0, 1, 2, 4 })
            monitor.Add(x);
        AssertText(
            """
            Statistics of waiting
                            all             excl.zero       zero           
            --------------- --------------- --------------- ---------------
                      Count           5               3               2    
                       Mean           1.400           2.333
                    Std.dev           1.497           1.528

                    Minimum           0               1    
              Percentile-5%           0               1    
                     Median           1               2    
             Percentile-95%           4               4    
                    Maximum           4               4    

            Histogram
            <=              count      %     cum%   
            --------------- ---------- ----- ------
                      0              2  40.0  40.0 ********************|
                      1              0   0.0  40.0                     |
                      2              1  20.0  60.0 **********                    |
            """, monitor.Summarize(maxBins: 4), lines: 18);
        Assert.DoesNotContain("Histogram", monitor.Summarize(withHistogram: false));
    }

    [Fact]
    public void Of_levels()
    {
        var sim = new Simulation();
        var monitor = new TimeSeriesMonitor(sim, 0, "length", collect: true);
        sim.RunD(5);
        monitor.UpdateTo(2);
        sim.RunD(3);
        monitor.UpdateTo(1);
        sim.RunD(2);
        AssertText(
            """
            Time series statistics of length
                            all             excl.zero       zero           
            --------------- --------------- --------------- ---------------
                   Duration          10               5               5    
                       Mean           0.800           1.600
                    Std.dev           0.872                

                    Minimum           0               1    
              Percentile-5%           0               1    
                     Median           0.500           2    
             Percentile-95%           2               2    
                    Maximum           2               2    

            Histogram
            <=              duration        %     cum%   
            --------------- --------------- ----- ------
                      0               5      50.0  50.0 *************************|
                      1               2      20.0  70.0 **********                         |
                      2               3      30.0 100.0 ***************                                   |
            """, monitor.Summarize(maxBins: 2), lines: 19);
        Assert.Equal(monitor.Summarize(), monitor.ToString());
    }

    [Theory]
    [InlineData(12, "          12    ")]
    [InlineData(0.5, "           0.500")]
    [InlineData(0, "           0    ")]
    [InlineData(-3.14159, "          -3.142")]
    [InlineData(12345678901.5, "   1.23456789E+10")]
    [InlineData(0.000123, "         1.23E-04")]
    [InlineData(double.NaN, "                ")]
    public void Numbers_stand_in_15_places(double number, string expected) => Assert.Equal(expected[^15..], Formatter.Format15(number));

    [Fact]
    public void Numbers_stand_in_12_places() =>
        Assert.Equal(["      12    ", "       0.125", "1.23457E+08", "     nan    "],
            [Formatter.Format12(12), Formatter.Format12(0.125), Formatter.Format12(123456789).Trim(),
                Formatter.Format12(double.NaN, false)]);

    private static void AssertText(string expected, string actual, int lines) =>
        Assert.Equal(expected.ReplaceLineEndings("\n").Split('\n').Take(lines), actual.ReplaceLineEndings("\n").Split('\n').Take(lines));
}
