namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>
/// First placement by what is requested: of the nodes with room the one whose power at its requests rises least above the idle machine's;
/// of equals the first. So guests spread as long as there are nodes without guests. For guests of one virtual CPU: a node whose CPUs are
/// slower than a guest requests takes none (see <see cref="FirstFittingCpu"/>).
/// </summary>
public sealed class PowerAwarePlacement : IPlacement
{
    /// <inheritdoc/>
    public Node? Choose(Request request, NodeIndex nodes)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(nodes);
        var (best, least) = ((Node?)null, double.PositiveInfinity);
        for (var node = nodes.First(request.Needs); node is not null; node = nodes.First(request.Needs, node.Number + 1))
        {
            if (!FirstFittingCpu.Fits(request, node))
                continue;
            if (node.Host.Model.Power is not { } power)
                throw new InvalidOperationException($"no power of {node.Host.Model.Name} is known (give HostModel.Power)");
            var increase = power.WattsAt((node.Requested.Cpus + request.Needs.Cpus) / node.Allocatable.Cpus) - power.Idle.Value;
            if (increase < least)
                (best, least) = (node, increase);
        }

        return best;
    }
}
