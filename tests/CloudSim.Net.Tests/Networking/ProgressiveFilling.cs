namespace CloudSim.Net.Tests.Networking;

/// <summary>Max-min fair rates the plain way: the link with the smallest equal share first, over all links and flows.</summary>
internal static class ProgressiveFilling
{
    /// <param name="capacities">Of each link.</param>
    /// <param name="paths">Links of each flow.</param>
    /// <param name="bounds">The most that each flow may have.</param>
    public static double[] Rates(double[] capacities, int[][] paths, double[] bounds)
    {
        var all = capacities.Concat(bounds).ToArray();
        var over = paths.Select((path, flow) => path.Append(capacities.Length + flow).ToArray()).ToArray();
        var rates = Enumerable.Repeat(double.NaN, paths.Length).ToArray();
        while (rates.Any(double.IsNaN))
        {
            var (level, full) = Enumerable.Range(0, all.Length)
                .Where(link => OpenOn(link).Any())
                .Select(link => ((all[link] - Taken(link)) / OpenOn(link).Count(), link))
                .Min();
            foreach (var flow in OpenOn(full).ToList())
                rates[flow] = Math.Max(0, level);
        }
        return rates;

        double Taken(int link) => Enumerable.Range(0, over.Length).Where(f => !double.IsNaN(rates[f]) && over[f].Contains(link))
            .Sum(f => rates[f]);

        IEnumerable<int> OpenOn(int link) => Enumerable.Range(0, over.Length).Where(f => double.IsNaN(rates[f]) && over[f].Contains(link));
    }
}
