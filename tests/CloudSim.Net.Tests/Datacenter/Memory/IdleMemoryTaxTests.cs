using CloudSim.Net.Datacenter.Memory;

namespace CloudSim.Net.Tests.Datacenter.Memory;

public class IdleMemoryTaxTests
{
    // Waldspurger, OSDI 2002, sec. 5: without a tax shares alone decide; at 75 % an idle page costs four times an active one.
    [Theory]
    [InlineData(1, 0, 0.01)]
    [InlineData(0, 0, 0.01)]
    [InlineData(1, 0.75, 0.01)]
    [InlineData(0, 0.75, 0.0025)]
    [InlineData(0.5, 0.75, 0.004)]
    public void A_page_in_use_costs_its_owner_less(double active, double tax, double expected) =>
        Assert.Equal(expected, IdleMemoryTax.SharesPerPage(1, 100, active, tax), 6);

    [Fact]
    public void A_tax_of_all_is_no_tax() => Assert.Throws<ArgumentOutOfRangeException>(() => IdleMemoryTax.SharesPerPage(1, 100, 0.5, 1));
}
