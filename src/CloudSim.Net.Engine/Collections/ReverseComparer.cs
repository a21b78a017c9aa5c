namespace CloudSim.Net.Engine;

/// <summary>The natural order backwards: largest first.</summary>
/// <typeparam name="T">What is compared.</typeparam>
public class ReverseComparer<T> : IComparer<T>
    where T : IComparable
{
    /// <summary>Compares the other way round.</summary>
    public int Compare(T x, T y) => y == null ? (x == null ? 0 : -1) : y.CompareTo(x);
}
