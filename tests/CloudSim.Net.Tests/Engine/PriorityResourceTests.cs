namespace CloudSim.Net.Tests.Engine;

public class PriorityResourceTests
{
    [Fact]
    public void Who_gives_up_waiting_is_not_served()
    {
        var sim = new Simulation();
        var resource = new PriorityResource(sim);
        var (holds, gaveUp, waits) = (resource.Request(), resource.Request(0), resource.Request(1));
        resource.Release(gaveUp);
        resource.Release(holds);
        sim.Run();
        Assert.Equal((true, false, true), (holds.IsTriggered, gaveUp.IsTriggered, waits.IsTriggered));
        Assert.Equal(1, resource.InUse);
    }
}
