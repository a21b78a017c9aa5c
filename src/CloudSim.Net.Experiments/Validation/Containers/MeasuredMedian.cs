namespace CloudSim.Net.Experiments.Validation.Containers;

/// <summary>The median as the measuring program has it (method/rs.h, <c>rs_q</c>): of an even number the mean of the middle two.</summary>
internal static class MeasuredMedian
{
    /// <summary>The median; NaN of none.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
