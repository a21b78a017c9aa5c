namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>
/// Squares of multiple correlations: of each series, the part of its variance that the best linear combination of the others explains.
/// From the correlation matrix C they are 1 - 1 / (C^-1)_ii, so one inverse gives all.
/// </summary>
internal static class MultipleCorrelation
{
    private const double Singular = 1e-12; // what is left of a variance of 1 when the others have explained the rest

    /// <summary>The squares; of a series that does not vary 0. Null if one is a combination of others.</summary>
    /// <param name="series">Series of one length.</param>
    public static double[]? Of(double[][] series)
    {
        var squares = new double[series.Length];
        var varying = new List<(int Index, double[] Unit)>();
        for (var i = 0; i < series.Length; i++)
            if (Unit(series[i]) is { } unit)
                varying.Add((i, unit));
        var count = varying.Count;
        var matrix = new double[count, count];
        for (var i = 0; i < count; i++)
            for (var j = 0; j <= i; j++)
                matrix[i, j] = Product(varying[i].Unit, varying[j].Unit);
        if (!Factor(matrix, count))
            return null;
        for (var i = 0; i < count; i++)
            squares[varying[i].Index] = 1 - (1 / InverseDiagonal(matrix, count, i));
        return squares;
    }

    // Less its mean, of length 1; null if it does not vary.
    private static double[]? Unit(double[] values)
    {
        var mean = values.Average();
        var unit = values.Select(value => value - mean).ToArray();
        var length = Math.Sqrt(Product(unit, unit));
        if (length <= 1e-12 * Math.Max(1, Math.Abs(mean)))
            return null;
        foreach (ref var value in unit.AsSpan())
            value /= length;
        return unit;
    }

    private static double Product(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    // Cholesky's factor, in place in the lower half.
    private static bool Factor(double[,] matrix, int count)
    {
        for (var i = 0; i < count; i++)
            for (var j = 0; j <= i; j++)
            {
                var rest = matrix[i, j];
                for (var k = 0; k < j; k++)
                    rest -= matrix[i, k] * matrix[j, k];
                if (i == j && rest < Singular)
                    return false;
                matrix[i, j] = i == j ? Math.Sqrt(rest) : rest / matrix[j, j];
            }

        return true;
    }

    // An element of the inverse's diagonal: the square of a column of the factor's inverse.
    private static double InverseDiagonal(double[,] factor, int count, int column)
    {
        var solved = new double[count];
        var sum = 0.0;
        for (var i = column; i < count; i++)
        {
            var rest = i == column ? 1.0 : 0.0;
            for (var k = column; k < i; k++)
                rest -= factor[i, k] * solved[k];
            solved[i] = rest / factor[i, i];
            sum += solved[i] * solved[i];
        }

        return sum;
    }
}
