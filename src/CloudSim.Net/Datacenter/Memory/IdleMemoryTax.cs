namespace CloudSim.Net.Datacenter.Memory;

/// <summary>
/// Whose memory is taken first when guests have shares: who pays least for each page, where a page that is idle costs its
/// owner more than one that is used (Waldspurger, OSDI 2002, sec. 5.2).
/// </summary>
public static class IdleMemoryTax
{
    /// <summary>Shares that a guest pays for each of its pages; the smallest loses memory first.</summary>
    /// <param name="shares">The guest's shares, positive.</param>
    /// <param name="pages">Pages that it holds, positive.</param>
    /// <param name="active">Share of them in use, 0 to 1.</param>
    /// <param name="tax">The tax on idle pages, 0 (shares alone decide) to below 1; ESX's default is 0.75.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument outside its range.</exception>
    public static double SharesPerPage(double shares, double pages, double active, double tax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shares);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pages);
        if (active is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(active), active, "a share of pages is 0 to 1");
        if (tax is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(tax), tax, "a tax is 0 to below 1");
        return shares / (pages * (active + (1 - active) / (1 - tax)));
    }
}
